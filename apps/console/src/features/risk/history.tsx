import type { RiskEventView } from '@yufang/contract/risk-rows';
import type { RiskGrade } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { useWord } from '../../i18n/use-word.ts';
import { GradeTag, HistoryTimeline } from '../../ui/index.ts';
import { useAccident } from './use-accident.ts';

const ACTIONS = [
  'create',
  'update',
  'grade',
  'regrade',
  'move',
  'copy',
  'import',
  'submit',
  'review',
  'approve',
  'return',
  'revise',
  'controls_changed',
  'recall',
  'withdraw',
  'restore',
] as const;

/** Everything that happened to a risk, with before and after. */
export function RiskHistory({ e }: { e: Pick<RiskEventView, 'enterpriseId' | 'id'> }) {
  const { t } = useTranslation();
  const word = useWord();
  const accident = useAccident();
  const grade = (v: unknown) => <GradeTag grade={(typeof v === 'string' ? v : null) as RiskGrade | null} bare />;
  return (
    <HistoryTimeline
      enterpriseId={e.enterpriseId}
      entityId={e.id}
      actions={Object.fromEntries(ACTIONS.map((a) => [a, t(`risk.action.${a}`)]))}
      fields={{
        name: { label: t('risk.field.event') },
        grade: { label: t('risk.field.grade'), show: grade },
        live_grade: { label: t('risk.field.liveGrade'), show: grade },
        product: { label: t('risk.field.product') },
        method: { label: t('risk.grading.method') },
        tier: { label: t('risk.field.tier'), show: (v) => word('tier', v as 'post') },
        review_state: { label: t('risk.field.review'), show: (v) => word('reviewState', v as 'draft') },
        revision: { label: t('risk.field.revision') },
        review_note: { label: t('risk.review.note') },
        accident_type: { label: t('risk.field.accident'), show: (v) => accident(String(v)) },
        consequence: { label: t('risk.field.consequence') },
        next_review_on: { label: t('risk.field.nextReview') },
      }}
    />
  );
}
