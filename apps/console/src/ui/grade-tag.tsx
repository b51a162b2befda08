import type { RiskGrade } from '@yufang/domain';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GRADES } from '../theme/tokens.ts';

/** A risk grade: always colour, shape and word. `bare` drops the ground, `long` says 重大风险. Null: not yet graded. */
export function GradeTag({ grade, long, bare }: { grade: RiskGrade | null; long?: boolean; bare?: boolean }) {
  const { t } = useTranslation();
  if (!grade) return <span className="yf-quiet">–</span>;
  return (
    <span className={`yf-grade yf-grade-${grade}${bare ? ' yf-grade-bare' : ''}`}>
      <span aria-hidden="true" className="yf-grade-shape">
        {GRADES[grade].shape}
      </span>
      {t(long ? `word.gradeRisk.${grade}` : `word.grade.${grade}`)}
    </span>
  );
}

/** Four counts side by side in the order of severity, each with its mark; a zero is quiet. */
export function GradeCounts({
  counts,
  render,
}: {
  counts: Partial<Record<RiskGrade, number>>;
  /** How a count is shown, such as a link to its rows. */
  render?: (grade: RiskGrade, count: number) => ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <span className="yf-grade-counts">
      {(['red', 'orange', 'yellow', 'blue'] as const).map((grade) => (
        <span key={grade} className={counts[grade] ? '' : 'yf-quiet'} title={t(`word.gradeRisk.${grade}`)}>
          <span aria-hidden="true" className={`yf-mark yf-mark-${grade}`}>
            {GRADES[grade].shape}
          </span>
          <span className="yf-visually-hidden">{t(`word.gradeRisk.${grade}`)}</span>
          {render ? render(grade, counts[grade] ?? 0) : (counts[grade] ?? 0).toLocaleString('en-US')}
        </span>
      ))}
    </span>
  );
}
