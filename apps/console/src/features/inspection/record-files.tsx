import { type AttachmentView, getAttachmentFile } from '@yufang/contract/attachment';
import type { RecordView } from '@yufang/contract/inspection';
import { Image } from 'antd';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.ts';
import { fullTime, Section } from '../../ui/index.ts';

const url = (enterpriseId: string, id: string, size: 'full' | 'thumb') =>
  urlOf(getAttachmentFile, { params: { enterpriseId, id }, query: { size } });

/** What was photographed and said at the point; what the file itself claims stands under it. */
export function RecordFiles({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  if (record.files.length === 0 && !record.voiceId) return null;
  return (
    <Section title={t('inspection.record.photosSection')}>
      <div className="yf-insp-files">
        <Image.PreviewGroup>
          {record.files.map((f) => (
            <figure key={f.id}>
              {f.stored ? (
                <Image
                  width={128}
                  height={128}
                  alt={t('inspection.record.photoAlt')}
                  src={url(record.enterpriseId, f.id, 'thumb')}
                  preview={{ src: url(record.enterpriseId, f.id, 'full') }}
                />
              ) : (
                <span className="yf-insp-pending yf-quiet">{t('inspection.record.pending')}</span>
              )}
              <figcaption className="yf-quiet">
                <Claims file={f} />
              </figcaption>
            </figure>
          ))}
        </Image.PreviewGroup>
        {record.voiceId && (
          // biome-ignore lint/a11y/useMediaCaption: a worker's voice note has no captions; the note beside it is its text
          <audio
            controls
            preload="none"
            aria-label={t('inspection.record.voice')}
            src={url(record.enterpriseId, record.voiceId, 'full')}
          />
        )}
      </div>
    </Section>
  );
}

function Claims({ file }: { file: AttachmentView }) {
  const { t } = useTranslation();
  const { takenAt, model } = file.exif ?? {};
  return (
    <>
      {takenAt && <span>{t('inspection.record.exif', { time: fullTime(String(takenAt)) })} </span>}
      {model && <span>{t('inspection.record.exifDevice', { device: model })}</span>}
    </>
  );
}
