import './danger.css';
import { type DangerRow, getDanger } from '@yufang/contract/danger';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { DangerStatusTag, DeadlineText, Facts, GradeTag, Reading, TimeText } from '../../ui/index.ts';
import { Photos } from './photos.tsx';

/** A danger beside the list: enough to decide whether to open it. */
export function DangerPanel({ row }: { row: DangerRow }) {
  const { t } = useTranslation();
  const word = useWord();
  const danger = useApi(getDanger, { params: { enterpriseId: row.enterpriseId, id: row.id } });
  return (
    <>
      <h2 className="yf-panel-title">{row.name}</h2>
      <p className="yf-gap-below">
        <DangerStatusTag status={row.status} level={row.level} />
      </p>
      <Reading query={danger} rows={6}>
        {(d) => (
          <>
            <Facts
              items={[
                { label: t('danger.column.enterprise'), value: d.enterpriseName, wide: true },
                {
                  label: t('danger.column.deadline'),
                  value:
                    d.deadline || !d.dueOn || !d.dueWhat ? (
                      <DeadlineText day={d.deadline} closed={d.dueOn === null} />
                    ) : (
                      <>
                        <DeadlineText day={d.dueOn} /> <span className="yf-quiet">{t(`danger.due.${d.dueWhat}`)}</span>
                      </>
                    ),
                },
                { label: t('danger.column.assignee'), value: d.assigneeName },
                { label: t('danger.column.found'), value: <TimeText at={d.foundAt} /> },
                { label: t('danger.column.reporter'), value: d.reporterName },
                { label: t('danger.column.source'), value: word('dangerSource', d.source) },
                { label: t('danger.column.location'), value: d.location },
                {
                  label: t('danger.column.unit'),
                  value: d.unit && (
                    <span className="yf-inline">
                      {d.unit.name} <GradeTag grade={d.unit.liveGrade} />
                    </span>
                  ),
                  wide: true,
                },
                { label: t('danger.column.description'), value: d.description, wide: true },
              ]}
            />
            <Photos danger={d} />
          </>
        )}
      </Reading>
    </>
  );
}
