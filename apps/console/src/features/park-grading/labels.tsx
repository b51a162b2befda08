import type { ParkGradingRow } from '@yufang/contract/park-grading';
import type { ParkGradingState, ParkGradingTable } from '@yufang/domain';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/language.ts';
import { StateTag } from '../../ui/index.ts';

/** The name of something of the table in the language of the screen. */
export const nameOf = (x: { readonly label: string; readonly labelEn: string }): string =>
  currentLanguage() === 'en' ? x.labelEn : x.label;

const TONE = { draft: 'open', in_review: 'waiting', approved: 'done', withdrawn: 'void' } as const;

export function GradingState({ state }: { state: ParkGradingState }) {
  const { t } = useTranslation();
  return <StateTag tone={TONE[state]}>{t(`parkGrading.stateOf.${state}`)}</StateTag>;
}

/** The grade as letter and word, and that it is provisional where it is. The four risk colours mean something else. */
export function GradeText({
  g,
  table,
}: {
  g: Pick<ParkGradingRow, 'grade' | 'provisional'>;
  table?: ParkGradingTable;
}) {
  const { t } = useTranslation();
  if (g.grade === null) return <span className="yf-quiet">{t('parkGrading.notGraded')}</span>;
  const band = table?.bands.find((b) => b.grade === g.grade);
  return (
    <span className="yf-inline">
      <strong>{band ? t('parkGrading.gradeOf', { grade: g.grade, label: nameOf(band) }) : g.grade}</strong>
      {g.provisional && <Tag>{t('parkGrading.provisional')}</Tag>}
    </span>
  );
}
