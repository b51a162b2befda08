import type { ParkGradingAnswer, ParkGradingView } from '@yufang/contract/park-grading';
import { gradePark, type ParkGradeArithmetic, unprovedItems } from '@yufang/domain';
import { useMemo, useState } from 'react';

type Veto = ParkGradingView['vetoes'][number];
export type Scores = {
  readonly answers: ReadonlyMap<string, ParkGradingAnswer>;
  readonly vetoes: ReadonlyMap<string, Veto>;
  readonly result: ParkGradeArithmetic;
  /** Items whose score has no evidence yet. */
  readonly unproved: readonly string[];
  /** A condition is said to hold without why: it cannot be saved so. */
  readonly unreasoned: boolean;
  readonly dirty: boolean;
  readonly answer: (item: string, patch: Partial<ParkGradingAnswer>) => void;
  readonly veto: (code: string, note: string | null) => void;
};

const EMPTY = { score: null, applicable: true, note: null, files: [] };

/** What is being answered, with the grade that follows at once; the server computes the same by the same rule. */
export function useScores(g: ParkGradingView): Scores {
  const [answers, setAnswers] = useState(() => new Map(g.answers.map((a) => [a.item, a])));
  const [vetoes, setVetoes] = useState(() => new Map(g.vetoes.map((v) => [v.code, v])));
  const [dirty, setDirty] = useState(false);
  const result = useMemo(
    () =>
      gradePark(g.table.payload, {
        answers,
        vetoed: [...vetoes.keys()],
        certainty: g.table.certainty,
      }),
    [g.table, answers, vetoes],
  );
  return {
    answers,
    vetoes,
    result,
    unproved: unprovedItems(answers.values()),
    unreasoned: [...vetoes.values()].some((v) => !v.note.trim()),
    dirty,
    answer: (item, patch) => {
      setDirty(true);
      setAnswers((old) => new Map(old).set(item, { ...(old.get(item) ?? { item, ...EMPTY }), ...patch }));
    },
    veto: (code, note) => {
      setDirty(true);
      setVetoes((old) => {
        const next = new Map(old);
        if (note === null) next.delete(code);
        else next.set(code, { code, note });
        return next;
      });
    },
  };
}
