import type { TaskState } from '@yufang/domain';
import { useWord } from '../../i18n/use-word.ts';
import { StateTag, type Tone } from '../../ui/index.ts';

const TONE: Readonly<Record<TaskState, Tone>> = {
  open: 'waiting',
  done: 'done',
  overdue: 'open',
  done_late: 'done',
  cancelled: 'void',
};

/** The state of a task; overdue carries the dark bar, as every overdue thing does. */
export function TaskStateTag({ state }: { state: TaskState }) {
  const word = useWord();
  const tag = <StateTag tone={TONE[state]}>{word('taskState', state)}</StateTag>;
  return state === 'overdue' ? <span className="yf-overdue">{tag}</span> : tag;
}
