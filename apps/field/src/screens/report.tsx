import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useId, useState } from 'react';
import { Photos } from '../capture/photos.tsx';
import { usePlace } from '../capture/use-place.ts';
import { Voice } from '../capture/voice.tsx';
import { minPhotosOf } from '../danger/rules.ts';
import { itemsOfReport } from '../drafts/build.ts';
import { missingOfDanger } from '../drafts/round.ts';
import type { ReportDraft } from '../drafts/types.ts';
import { t } from '../i18n/index.ts';
import { go } from '../lib/router.ts';
import { newId } from '../lib/uuid.ts';
import { claimsById } from '../store/files.ts';
import { enqueue } from '../store/outbox.ts';
import { askPersist } from '../store/persist.ts';
import { useField } from '../ui/context.tsx';
import { Field, Icon, Note, Page } from '../ui/parts.tsx';
import { useDangerLists } from '../ui/use-danger-lists.ts';
import { useWork } from '../ui/use-work.ts';
import { DangerFields } from './danger-fields.tsx';

const fresh = (unitId: string | null): ReportDraft => ({
  id: 'report',
  danger: { id: newId(), name: '', description: '', atOnce: false, fixed: null, criteria: [] },
  foundAt: new Date().toISOString(),
  unitId,
  location: '',
  photos: [],
  voice: null,
  place: null,
});

/** Report a danger outside a round. What is typed and photographed is kept at once; a killed tab goes on here. */
export function ReportScreen({ arg: unitId }: { arg: string }) {
  const { db, engine } = useField();
  const work = useWork();
  const place = usePlace();
  const minPhotos = minPhotosOf(useDangerLists());
  const id = useId();
  const [draft, setDraft] = useState<ReportDraft | null>(null);
  const [wrong, setWrong] = useState<'danger_name' | 'fix' | null>(null);
  const [sent, setSent] = useState(false);
  useEffect(() => {
    void db.drafts.get('report').then((kept) => {
      const found = kept?.id === 'report' ? kept : null;
      setDraft(found ? { ...found, unitId: unitId || found.unitId } : fresh(unitId || null));
    });
  }, [db, unitId]);
  // Opened again after sending: a new one.
  const kept = useLiveQuery(() => db.drafts.count(), [db]);
  const change = (next: Partial<ReportDraft>) => {
    if (!draft) return;
    const changed = { ...draft, ...next, place: place.now() ?? draft.place };
    setDraft(changed);
    void db.drafts.put(changed);
  };
  if (!draft || kept === undefined) return <p className="loading">{t('app.loading')}</p>;
  const send = async () => {
    const missing = missingOfDanger(draft.danger, minPhotos);
    setWrong(missing);
    if (missing) return;
    const files = [...draft.photos, ...(draft.voice ? [draft.voice] : []), ...(draft.danger.fixed?.photos ?? [])];
    const placeName = work?.units.get(draft.unitId ?? '')?.name ?? null;
    await db.drafts.put(draft);
    await enqueue(
      db,
      itemsOfReport(draft, { claims: await claimsById(db, files), freshId: newId, placeName }),
      'report',
    );
    setSent(true);
    void askPersist(db);
    void engine.poke();
  };
  if (sent)
    return (
      <Page title={t('danger.report')} back="/dangers">
        <div className="empty good" role="status">
          <Icon name="check" />
          <p className="empty-title">{t('danger.sent')}</p>
          <button type="button" className="primary wide" onClick={() => go('/dangers', { replace: true })}>
            {t('nav.dangers')}
          </button>
        </div>
      </Page>
    );
  const units = [...(work?.units.values() ?? [])].sort((a, b) => a.name.localeCompare(b.name, 'zh'));
  return (
    <Page title={t('danger.report')} back="/dangers">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void send();
        }}
      >
        <div className="beside">
          <Photos
            ids={draft.photos}
            ownerId={draft.danger.id}
            place={place.now}
            onChange={(photos) => change({ photos })}
          />
          <Voice id={draft.voice} ownerId={draft.danger.id} place={place.now} onChange={(voice) => change({ voice })} />
        </div>
        <DangerFields
          danger={draft.danger}
          ownerId={draft.danger.id}
          place={place.now}
          onChange={(danger) => change({ danger })}
        />
        <Field id={`${id}u`} label={t('danger.unit')}>
          {(name) => (
            <select id={name} value={draft.unitId ?? ''} onChange={(e) => change({ unitId: e.target.value || null })}>
              <option value="">{t('danger.noUnit')}</option>
              {units.map((u) => (
                <option key={u.id} value={u.id}>
                  {u.name} · {u.object}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field id={`${id}l`} label={t('danger.where')}>
          {(name) => (
            <input
              id={name}
              maxLength={200}
              value={draft.location}
              onChange={(e) => change({ location: e.target.value })}
            />
          )}
        </Field>
        {wrong && (
          <Note tone="warn">
            {wrong === 'fix' ? t('inspect.needFix', { min: minPhotos }) : t('inspect.needDanger')}
          </Note>
        )}
        <button type="submit" className="primary wide">
          {t('danger.send')}
        </button>
      </form>
    </Page>
  );
}
