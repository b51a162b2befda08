import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef, useState } from 'react';
import { usePlace } from '../capture/use-place.ts';
import { itemsOfRound } from '../drafts/build.ts';
import { goTo, questionOf, spend } from '../drafts/round.ts';
import type { InspectionDraft } from '../drafts/types.ts';
import { t } from '../i18n/index.ts';
import { go, goBack } from '../lib/router.ts';
import { newId } from '../lib/uuid.ts';
import { claimsById, dropFile } from '../store/files.ts';
import { enqueue } from '../store/outbox.ts';
import { askPersist } from '../store/persist.ts';
import { useField } from '../ui/context.tsx';
import { Icon, Note, Page } from '../ui/parts.tsx';
import { QuestionView } from './question.tsx';
import { SummaryView } from './summary.tsx';

/** A round: one question a screen, kept in the database at every tap, so that a killed tab goes on exactly here. */
export function InspectScreen() {
  const { db, engine } = useField();
  const draft = useLiveQuery(
    async () => ((await db.drafts.get('inspection')) as InspectionDraft | undefined) ?? null,
    [db],
  );
  const place = usePlace();
  const [leaving, setLeaving] = useState(false);
  const [saved, setSaved] = useState(false);
  const since = useRef(Date.now());

  /** One change after the other, each on what is kept; the time since the last one belongs to the point on the screen. */
  const change = async (step: (draft: InspectionDraft) => InspectionDraft): Promise<void> => {
    const spent = document.visibilityState === 'visible' ? Date.now() - since.current : 0;
    since.current = Date.now();
    await db.transaction('rw', db.drafts, async () => {
      const now = (await db.drafts.get('inspection')) as InspectionDraft | undefined;
      if (now) await db.drafts.put(step(spend(now, spent)));
    });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: listens while the screen is open
  useEffect(() => {
    const onHide = () => {
      if (document.visibilityState === 'hidden') {
        const spent = Date.now() - since.current;
        since.current = Date.now();
        void change((d) => spend(d, spent));
      } else since.current = Date.now();
    };
    document.addEventListener('visibilitychange', onHide);
    return () => {
      document.removeEventListener('visibilitychange', onHide);
      change((d) => d).catch(() => null);
    };
  }, []);

  const submit = async () => {
    await change((d) => d);
    const now = (await db.drafts.get('inspection')) as InspectionDraft | undefined;
    if (!now) return;
    const answers = Object.values(now.answers);
    const files = answers.flatMap((a) => [
      ...a.photos,
      ...(a.voice ? [a.voice] : []),
      ...(a.danger?.fixed?.photos ?? []),
    ]);
    await enqueue(db, itemsOfRound(now, await claimsById(db, files), newId), 'inspection');
    setSaved(true);
    void askPersist(db);
    void engine.poke();
  };
  const discard = async () => {
    const now = (await db.drafts.get('inspection')) as InspectionDraft | undefined;
    for (const a of Object.values(now?.answers ?? {}))
      for (const id of [...a.photos, ...(a.voice ? [a.voice] : []), ...(a.danger?.fixed?.photos ?? [])])
        await dropFile(db, id);
    await db.drafts.delete('inspection');
    go('/', { replace: true });
  };

  if (saved)
    return (
      <Page title={t('inspect.title')}>
        <div className="empty good" role="status">
          <Icon name="check" />
          <p className="empty-title">{t('inspect.saved')}</p>
          <button type="button" className="primary wide" onClick={() => go('/', { replace: true })}>
            {t('nav.tasks')}
          </button>
        </div>
      </Page>
    );
  if (draft === undefined) return <p className="loading">{t('app.loading')}</p>;
  if (draft === null)
    return (
      <Page title={t('inspect.title')} back="/">
        <Note>{t('inspect.gone')}</Note>
      </Page>
    );
  const question = questionOf(draft);
  const leave = (
    <button type="button" className="icon" aria-label={t('app.close')} onClick={() => setLeaving(!leaving)}>
      <Icon name="cross" />
    </button>
  );
  return (
    <Page title={question ? question.unitName : t('inspect.summary')} aside={leave}>
      {leaving && (
        <Note tone="warn">
          <p>{t('inspect.discardSure')}</p>
          <div className="pair">
            <button type="button" className="second" onClick={() => goBack('/')}>
              {t('inspect.keep')}
            </button>
            <button type="button" className="danger-button" onClick={() => void discard()}>
              {t('inspect.discardYes')}
            </button>
          </div>
        </Note>
      )}
      {question ? (
        <QuestionView key={question.recordId} draft={draft} question={question} change={change} place={place} />
      ) : (
        <SummaryView draft={draft} onGo={(at) => void change((d) => goTo(d, at))} onSubmit={submit} />
      )}
    </Page>
  );
}
