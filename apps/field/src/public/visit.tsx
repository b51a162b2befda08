import { useState } from 'react';
import { shrinkPhoto } from '../capture/photo.ts';
import { t } from '../i18n/index.ts';
import { newId } from '../lib/uuid.ts';
import { call, has } from '../sync/api.ts';
import { Field, Icon, Note } from '../ui/parts.tsx';
import { whyNot } from './frame.tsx';

type Done = { danger: { number: string } };
type Photo = { readonly id: string; readonly blob: Blob; readonly takenAt: string; readonly url: string };
const MOST = 9;

/**
 * A danger that an officer finds on a visit: it becomes a finding of supervision, and the enterprise has it at once. Needs the network; what was typed
 * stays on the screen until it has arrived, and sent twice it is one danger.
 */
export function Visit(props: { enterpriseId: string; unitId: string | null; onBack: () => void }) {
  const [id, setId] = useState(newId);
  const [name, setName] = useState('');
  const [detail, setDetail] = useState('');
  const [where, setWhere] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const own = `/api/v1/enterprises/${props.enterpriseId}`;

  const take = async (files: readonly File[]) => {
    setProblem(null);
    const taken: Photo[] = [];
    for (const file of files.slice(0, MOST - photos.length)) {
      const small = await shrinkPhoto(file, new Date());
      if (small) taken.push({ ...small, id: newId(), url: URL.createObjectURL(small.blob) });
      else setProblem(t('visit.photoBad'));
    }
    setPhotos([...photos, ...taken]);
  };
  const send = async () => {
    setBusy(true);
    setProblem(null);
    for (const photo of photos) {
      const put = await call('PUT', `${own}/attachments/${photo.id}?takenAt=${encodeURIComponent(photo.takenAt)}`, {
        raw: photo.blob,
      });
      if (!put.ok) {
        setBusy(false);
        return setProblem(whyNot(put));
      }
    }
    const reply = await call('POST', `${own}/dangers`, {
      body: {
        id,
        name: name.trim(),
        description: detail.trim(),
        source: 'supervision',
        unitId: props.unitId,
        location: where.trim() || null,
        photoIds: photos.map((p) => p.id),
      },
      looksRight: has<Done>({ danger: 'object' }),
    });
    setBusy(false);
    if (!reply.ok) return setProblem(whyNot(reply));
    for (const photo of photos) URL.revokeObjectURL(photo.url);
    setDone(reply.body.danger.number);
  };
  const another = () => {
    setId(newId());
    setName('');
    setDetail('');
    setPhotos([]);
    setDone(null);
  };
  if (done !== null)
    return (
      <div className="empty good" role="status">
        <Icon name="check" />
        <p className="empty-title">{t('visit.done')}</p>
        <p>{t('visit.number', { number: done })}</p>
        <button type="button" className="primary wide" onClick={another}>
          {t('visit.again')}
        </button>
        <button type="button" className="second wide" onClick={() => location.reload()}>
          {t('app.back')}
        </button>
      </div>
    );
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      <h2>{t('visit.title')}</h2>
      <div className="photos">
        {photos.map((photo, i) => (
          <figure key={photo.id} className="thumb">
            <img src={photo.url} alt={t('inspect.photoN', { n: i + 1 })} />
            <button
              type="button"
              className="icon remove"
              aria-label={t('inspect.removePhoto', { n: i + 1 })}
              onClick={() => setPhotos(photos.filter((p) => p !== photo))}
            >
              <Icon name="cross" />
            </button>
          </figure>
        ))}
        {photos.length < MOST && (
          <label className="button camera">
            <Icon name="camera" />
            {t('visit.photo')}
            <input
              type="file"
              accept="image/*"
              capture="environment"
              className="unseen"
              onChange={(e) => {
                const files = [...(e.target.files ?? [])];
                e.target.value = '';
                void take(files);
              }}
            />
          </label>
        )}
      </div>
      <Field id="visit-name" label={t('visit.what')}>
        {(field) => (
          <input id={field} required maxLength={200} value={name} onChange={(e) => setName(e.target.value)} />
        )}
      </Field>
      <Field id="visit-detail" label={t('visit.detail')}>
        {(field) => (
          <textarea id={field} rows={2} maxLength={2000} value={detail} onChange={(e) => setDetail(e.target.value)} />
        )}
      </Field>
      <Field id="visit-where" label={t('visit.where')}>
        {(field) => <input id={field} maxLength={200} value={where} onChange={(e) => setWhere(e.target.value)} />}
      </Field>
      {problem && <Note tone="warn">{problem}</Note>}
      <div className="pair">
        <button type="button" className="second" disabled={busy} onClick={props.onBack}>
          {t('app.cancel')}
        </button>
        <button type="submit" className="primary" disabled={busy}>
          {t(busy ? 'visit.sending' : 'visit.send')}
        </button>
      </div>
    </form>
  );
}
