import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../ui/screen-state.tsx';
import { PlainTable } from '../../risk/plain-table.tsx';
import { Power } from '../power.tsx';
import { type RiskView, totalOf } from './model.ts';
import { ShareBar } from './tables.tsx';

/** A measure on a vessel, as the engine ranks it. */
export type Ranked = NonNullable<RiskView['result']['measures']>['ranked'][number];

/** So many are shown at first. */
const FIRST = 12;

/** Measures by the deaths a year that each would take away, its own vessel's and dominoes' apart. */
export function MeasureTable({
  view,
  act,
}: {
  view: RiskView;
  /** What can be done with a measure: put it on the work list, try it. */
  act?: (m: Ranked, rank: number) => ReactNode;
}) {
  const { t } = useTranslation();
  const { measures } = view.result;
  const [limit, setLimit] = useState(FIRST);
  const total = totalOf(view.result).pllPerYear;
  if (!measures || measures.ranked.length === 0)
    return <Empty title={t('park.measure.none')} text={t('park.measure.noneText')} />;
  const rows = measures.ranked.slice(0, limit).map((m, i) => ({ ...m, rank: i + 1 }));
  return (
    <>
      <p className="yf-quiet yf-gap-below">{t('park.measure.assumed')}</p>
      <PlainTable
        className="yf-table"
        aria-label={t('park.tab.measures')}
        size="middle"
        rowKey="rank"
        dataSource={rows}
        pagination={false}
        columns={[
          { key: 'rank', title: t('park.column.rank'), align: 'right', width: 56, render: (_, m) => m.rank },
          {
            key: 'measure',
            title: t('park.column.measure'),
            render: (_, m) => (
              <span className="yf-two-lines">
                <strong>{t(`park.measureKind.${m.measure}`)}</strong>
                <span className="yf-quiet">{t(`park.measureHow.${m.measure}`)}</span>
              </span>
            ),
          },
          { key: 'vessel', title: t('park.column.vessel'), render: (_, m) => view.vesselName(m.vesselId) },
          { key: 'firm', title: t('park.column.enterprise'), render: (_, m) => view.enterpriseName(m.enterpriseId) },
          {
            key: 'share',
            title: t('park.column.removedShare'),
            align: 'right',
            render: (_, m) => <ShareBar share={total > 0 ? m.totalRemovedPerYear / total : 0} />,
          },
          {
            key: 'removed',
            title: t('park.column.removed'),
            align: 'right',
            render: (_, m) => <Power value={m.totalRemovedPerYear} />,
          },
          {
            key: 'parts',
            title: t('park.column.removedParts'),
            align: 'right',
            render: (_, m) => (
              <>
                <Power value={-m.pllRemovedPerYear} sign /> / <Power value={-m.dominoPllRemovedPerYear} sign />
              </>
            ),
          },
          ...(act
            ? [{ key: 'act', title: '', render: (_: unknown, m: Ranked & { rank: number }) => act(m, m.rank) }]
            : []),
        ]}
      />
      {measures.ranked.length > limit && (
        <Button className="yf-gap-above" onClick={() => setLimit(measures.ranked.length)}>
          {t('park.measure.more', { n: measures.ranked.length - limit })}
        </Button>
      )}
    </>
  );
}
