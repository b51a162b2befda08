import type { DangerCommand } from '@yufang/domain/danger/commands';
import { useId, useState } from 'react';
import { Photos } from '../capture/photos.tsx';
import { usePlace } from '../capture/use-place.ts';
import { type Assignment, assignCommand, deadlineRange, EMPTY_ASSIGNMENT, wrongsOf } from '../danger/assignment.ts';
import type { LocalDanger, StepType } from '../danger/local-dangers.ts';
import { minPhotosOf } from '../danger/rules.ts';
import { problemText, t } from '../i18n/index.ts';
import { newId } from '../lib/uuid.ts';
import { claimsById } from '../store/files.ts';
import { enqueue } from '../store/outbox.ts';
import { useField } from '../ui/context.tsx';
import { Field, Note } from '../ui/parts.tsx';
import { useDangerLists, useJudgedBy } from '../ui/use-danger-lists.ts';
import { AssignFields } from './assign-fields.tsx';

/** Steps that need words, and which. */
const WORDS: Readonly<Partial<Record<StepType, 'step.done' | 'step.reason'>>> = {
  submit_rectified: 'step.done',
  fail_acceptance: 'step.reason',
  withdraw: 'step.reason',
};

/**
 * Give one step of a danger: kept in the outbox at once, judged by the server when there is a network. What the phone can judge itself it says
 * before it keeps anything: hours later, when the server answers, nobody remembers.
 */
export function StepForm(props: { danger: LocalDanger; type: StepType; onDone: () => void; onCancel: () => void }) {
  const { danger, type } = props;
  const { db, engine } = useField();
  const minPhotos = minPhotosOf(useDangerLists());
  const by = useJudgedBy();
  const place = usePlace();
  const id = useId();
  const [commandId] = useState(newId);
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const [assign, setAssign] = useState<Assignment>(() => ({
    ...EMPTY_ASSIGNMENT,
    treatment: danger.level === 'major' ? 'time_limited' : 'at_once',
  }));
  const [wrong, setWrong] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const words = WORDS[type];

  const send = async () => {
    if (words && text.trim() === '') return setWrong(t('step.needText'));
    if (type === 'submit_rectified' && photos.length < minPhotos)
      return setWrong(problemText({ code: 'danger.photo_missing', params: { min: minPhotos } }));
    if (type === 'assign' && Object.keys(wrongsOf(assign, danger, by)).length > 0) return setAsked(true);
    const claims = await claimsById(db, photos);
    await enqueue(db, [
      {
        id: commandId,
        kind: 'danger_command',
        claimedAt: new Date().toISOString(),
        label: { title: danger.name, place: t(`step.${type}`) },
        payload: {
          dangerId: danger.id,
          // What was seen; behind a step of one's own that is not sent yet nobody can know it.
          expectedVersion: danger.version > 0 && danger.pending === null ? danger.version : null,
          command: commandOf(type, { text: text.trim(), photos, assign }),
          photos: [...claims.values()],
        },
      },
    ]);
    void engine.poke();
    props.onDone();
  };
  return (
    <form
      className="step-form"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      <h2>{t(`step.${type}`)}</h2>
      {type === 'assign' ? (
        <AssignFields
          value={assign}
          major={danger.level === 'major'}
          wrongs={asked ? wrongsOf(assign, danger, by) : {}}
          range={deadlineRange(assign.treatment, danger, by)}
          onChange={setAssign}
        />
      ) : type === 'start' ? null : (
        <Field id={id} label={t(words ?? 'step.note')}>
          {(name) => (
            <textarea id={name} rows={3} maxLength={2000} value={text} onChange={(e) => setText(e.target.value)} />
          )}
        </Field>
      )}
      {type === 'submit_rectified' && (
        <Photos ids={photos} ownerId={commandId} place={place.now} label={t('danger.fixPhoto')} onChange={setPhotos} />
      )}
      {wrong && <Note tone="warn">{wrong}</Note>}
      <div className="steps">
        <button type="button" className="second" onClick={props.onCancel}>
          {t('app.cancel')}
        </button>
        <button type="submit" className="primary">
          {t(`step.${type}`)}
        </button>
      </div>
    </form>
  );
}

function commandOf(
  type: StepType,
  given: { text: string; photos: readonly string[]; assign: Assignment },
): DangerCommand {
  const { text } = given;
  const note = text === '' ? {} : { note: text };
  switch (type) {
    case 'verify':
    case 'accept':
      return { type, ...note };
    case 'start':
      return { type };
    case 'submit_rectified':
      return { type, note: text, photoIds: [...given.photos] };
    case 'fail_acceptance':
    case 'withdraw':
      return { type, reason: text };
    case 'assign':
      return assignCommand(given.assign);
  }
}
