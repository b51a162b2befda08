import { useEffect, useRef, useState } from 'react';
import { Photos } from '../capture/photos.tsx';
import type { usePlace } from '../capture/use-place.ts';
import { Voice } from '../capture/voice.tsx';
import { amend, answer, answerOf, goTo, missingFor } from '../drafts/round.ts';
import type { DangerDraft, InspectionDraft, Question } from '../drafts/types.ts';
import { t } from '../i18n/index.ts';
import { newId } from '../lib/uuid.ts';
import { Icon } from '../ui/parts.tsx';
import { DangerFields } from './danger-fields.tsx';

const RESULTS = [
  { result: 'normal', icon: 'check' },
  { result: 'abnormal', icon: 'dangers' },
  { result: 'not_applicable', icon: 'dash' },
] as const;
/** Long enough to see which button was pressed. */
const SEEN_MS = 160;

const emptyDanger = (question: Question): DangerDraft => ({
  id: newId(),
  name: '',
  description: question.content,
  atOnce: false,
  fixed: null,
  criteria: [],
});

/** One question. 正常 goes straight on to the next; 异常 stays and asks what was found. */
export function QuestionView(props: {
  draft: InspectionDraft;
  question: Question;
  change: (step: (draft: InspectionDraft) => InspectionDraft) => Promise<void>;
  place: ReturnType<typeof usePlace>;
}) {
  const { draft, question, change, place } = props;
  const given = answerOf(draft, question);
  const [asked, setAsked] = useState(false);
  const moving = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const missing = missingFor(question, given);
  const all = draft.questions.length;

  const next = () => {
    if (missing !== null) return setAsked(true);
    void change((d) => goTo(d, d.at + 1));
  };
  const choose = async (result: 'normal' | 'abnormal' | 'not_applicable') => {
    if (moving.current) return;
    const at = new Date().toISOString();
    const on =
      result !== 'abnormal' && !(question.photoRequired && result === 'normal' && (given?.photos.length ?? 0) === 0);
    moving.current = on;
    try {
      await change((d) => {
        const answered = answer(d, question, { result, at, place: place.now() });
        const danger = answered.answers[question.itemId]?.danger ?? emptyDanger(question);
        return result === 'abnormal' ? amend(answered, question, { danger }) : answered;
      });
    } catch (error) {
      // Not kept (the phone is full): the bar says so, and the same button may be tried again.
      moving.current = false;
      throw error;
    }
    if (on) setTimeout(() => void change((d) => (d.questions[d.at] === undefined ? d : goTo(d, d.at + 1))), SEEN_MS);
  };
  const { state } = place;
  return (
    <div className={given?.result === 'abnormal' ? 'question open' : 'question'}>
      <p className="progress">
        <progress value={draft.at} max={all} aria-label={t('inspect.progress', { at: draft.at + 1, all })} />
        <span aria-hidden="true">
          {draft.at + 1}/{all}
        </span>
      </p>
      <h2 ref={heading} tabIndex={-1} className="ask">
        {question.content}
      </h2>
      {given?.result !== 'abnormal' && (question.risk || question.measure) && (
        <dl className="facts">
          {question.risk && (
            <div>
              <dt>{t('inspect.risk')}</dt>
              <dd>{question.risk}</dd>
            </div>
          )}
          {question.measure && (
            <div>
              <dt>{t('inspect.measure')}</dt>
              <dd>{question.measure}</dd>
            </div>
          )}
        </dl>
      )}
      <fieldset className="results">
        <legend className="unseen">{t('inspect.result')}</legend>
        {RESULTS.map(({ result, icon }) => (
          <button
            key={result}
            type="button"
            className={`result ${result}`}
            aria-pressed={given?.result === result}
            onClick={() => void choose(result)}
          >
            <Icon name={icon} />
            {t(`inspect.${result}`)}
          </button>
        ))}
      </fieldset>
      <div className="beside">
        <Photos
          ids={given?.photos ?? []}
          ownerId={question.recordId}
          place={place.now}
          must={question.photoRequired && given?.result !== 'not_applicable'}
          onChange={(photos) => void change((d) => amend(d, question, { photos }))}
        />
        {given?.result === 'abnormal' && (
          <Voice
            id={given.voice}
            ownerId={question.recordId}
            place={place.now}
            onChange={(voice) => void change((d) => amend(d, question, { voice }))}
          />
        )}
      </div>
      {given?.danger && (
        <section className="found">
          <h3>{t('danger.found')}</h3>
          <Live value={given.danger} write={(danger) => change((d) => amend(d, question, { danger }))}>
            {(danger, set) => (
              <DangerFields danger={danger} ownerId={question.recordId} place={place.now} onChange={set} />
            )}
          </Live>
        </section>
      )}
      {given?.result === 'abnormal' && (
        <button
          type="button"
          className="link"
          onClick={() =>
            void change((d) => amend(d, question, { danger: given.danger ? null : emptyDanger(question) }))
          }
        >
          {t(given.danger ? 'danger.remove' : 'danger.add')}
        </button>
      )}
      {given && given.result !== null && given.danger === null && (
        <Live value={given.note} write={(note) => change((d) => amend(d, question, { note }))}>
          {(note, set) => (
            <textarea
              aria-label={t('inspect.note')}
              placeholder={t('inspect.notePlaceholder')}
              rows={2}
              maxLength={2000}
              value={note}
              onChange={(e) => set(e.target.value)}
            />
          )}
        </Live>
      )}
      {asked && missing !== null && missing !== 'answer' && (
        <p className="error" role="alert">
          {missing === 'fix'
            ? t('inspect.needFix', { min: question.minFixPhotos ?? 1 })
            : t(missing === 'photo' ? 'inspect.needPhoto' : 'inspect.needDanger')}
        </p>
      )}
      <p className="hint place">
        <Icon name="place" />
        {state === 'wait'
          ? t('inspect.placeWait')
          : state === 'none'
            ? t('inspect.placeNone')
            : t('inspect.place', { m: Math.round(state.accuracyM) })}
      </p>
      <div className="steps">
        <button
          type="button"
          className="second"
          disabled={draft.at === 0}
          onClick={() => void change((d) => goTo(d, d.at - 1))}
        >
          {t('inspect.prev')}
        </button>
        {given && given.result !== null ? (
          <button type="button" className="primary" onClick={next}>
            {t(draft.at + 1 === all ? 'inspect.toSummary' : 'inspect.next')}
          </button>
        ) : (
          <button type="button" className="second" onClick={() => void change((d) => goTo(d, d.questions.length))}>
            {t('inspect.toSummary')}
          </button>
        )}
      </div>
    </div>
  );
}

/** A field whose typing shows at once and is kept right behind it: the database is not in the way of the fingers. */
export function Live<T>(props: {
  value: T;
  write: (value: T) => Promise<void>;
  children: (value: T, set: (value: T) => void) => React.ReactNode;
}) {
  const [shown, setShown] = useState(props.value);
  return props.children(shown, (next) => {
    setShown(next);
    void props.write(next);
  });
}
