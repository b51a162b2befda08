import { Link } from '@tanstack/react-router';
import { Button, type TableColumnType } from 'antd';
import { useTranslation } from 'react-i18next';
import { number, percent } from '../../../ui/format.ts';
import { PlainTable } from '../../risk/plain-table.tsx';
import { area, mass, power } from '../numbers.ts';
import { Power } from '../power.tsx';
import type { EngineResult, RiskView } from './model.ts';
import { LimitTag } from './zone-tag.tsx';

type Vessel = EngineResult['vessels'][number];
type Target = EngineResult['targets'][number];
const pages = (n: number) => (n > 50 ? { pageSize: 50, showSizeChanger: false } : false);
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const right = { align: 'right' } as const;

/** Vessels with what each brings to the park's risk; the largest first. */
export function VesselTable({ view, onVessel }: { view: RiskView; onVessel?: (id: string) => void }) {
  const { t } = useTranslation();
  const columns: TableColumnType<Vessel>[] = [
    {
      key: 'name',
      title: t('park.column.vessel'),
      render: (_, v) =>
        onVessel ? (
          <Button type="link" className="park-cell-link" onClick={() => onVessel(v.id)}>
            {view.vesselName(v.id)}
          </Button>
        ) : (
          view.vesselName(v.id)
        ),
    },
    { key: 'firm', title: t('park.column.enterprise'), render: (_, v) => view.enterpriseName(v.enterpriseId) },
    { key: 'substance', title: t('park.column.substance'), render: (_, v) => view.substanceOf(v.id) },
    { key: 'mass', title: t('park.column.inventory'), ...right, render: (_, v) => mass(v.inventoryKg) },
    {
      key: 'share',
      title: t('park.column.share'),
      ...right,
      sorter: (a, b) => a.share - b.share,
      defaultSortOrder: 'descend',
      render: (_, v) => <ShareBar share={v.share} />,
    },
    {
      key: 'pll',
      title: t('park.column.pllOwn'),
      ...right,
      sorter: (a, b) => a.pllPerYear - b.pllPerYear,
      render: (_, v) => <Power value={v.pllPerYear} />,
    },
    {
      key: 'dominoPll',
      title: t('park.column.pllDomino'),
      ...right,
      sorter: (a, b) => a.dominoPllPerYear - b.dominoPllPerYear,
      render: (_, v) => <Power value={v.dominoPllPerYear} />,
    },
    {
      key: 'spread',
      title: t('park.column.spreads'),
      ...right,
      sorter: (a, b) => a.dominoSpreadPerYear - b.dominoSpreadPerYear,
      render: (_, v) => <Power value={v.dominoSpreadPerYear} />,
    },
    {
      key: 'suffers',
      title: t('park.column.suffers'),
      ...right,
      sorter: (a, b) => a.dominoFailuresPerYear - b.dominoFailuresPerYear,
      render: (_, v) => <Power value={v.dominoFailuresPerYear} />,
    },
  ];
  const rows = [...view.result.vessels];
  return (
    <PlainTable<Vessel>
      className="yf-table"
      aria-label={t('park.tab.vessels')}
      size="middle"
      rowKey="id"
      columns={columns}
      dataSource={rows}
      pagination={pages(rows.length)}
    />
  );
}

/** A share as a bar and a figure. */
export function ShareBar({ share }: { share: number }) {
  return (
    <span className="park-share">
      <span className="park-share-bar" style={{ width: `${Math.max(0, Math.min(1, share)) * 4}rem` }} />
      {percent(share)}
    </span>
  );
}

/** Enterprises with the sums over their vessels. */
export function EnterpriseTable({ view }: { view: RiskView }) {
  const { t } = useTranslation();
  const rows = view.result.enterprises.toSorted((a, b) => b.share - a.share);
  return (
    <PlainTable<EngineResult['enterprises'][number]>
      className="yf-table"
      aria-label={t('park.vessels.enterprises')}
      size="middle"
      rowKey="id"
      dataSource={rows}
      pagination={pages(rows.length)}
      columns={[
        {
          key: 'name',
          title: t('park.column.enterprise'),
          // Of a park file an enterprise is no more than a name; of the inventory it has a page of its own.
          render: (_, e) =>
            UUID.test(e.id) ? (
              <Link to={`/enterprises/${e.id}/own-park`}>{view.enterpriseName(e.id)}</Link>
            ) : (
              view.enterpriseName(e.id)
            ),
        },
        { key: 'n', title: t('park.column.vessels'), ...right, render: (_, e) => number(e.vessels) },
        { key: 'share', title: t('park.column.share'), ...right, render: (_, e) => <ShareBar share={e.share} /> },
        { key: 'pll', title: t('park.column.pllOwn'), ...right, render: (_, e) => <Power value={e.pllPerYear} /> },
        {
          key: 'domino',
          title: t('park.column.pllDomino'),
          ...right,
          render: (_, e) => <Power value={e.dominoPllPerYear} />,
        },
        {
          key: 'spread',
          title: t('park.column.spreads'),
          ...right,
          render: (_, e) => <Power value={e.dominoSpreadPerYear} />,
        },
      ]}
    />
  );
}

/** Protected targets against their limits, the worst first, and who brings the risk there. */
export function TargetTable({ view }: { view: RiskView }) {
  const { t } = useTranslation();
  return (
    <PlainTable<Target>
      className="yf-table"
      aria-label={t('park.tab.targets')}
      size="middle"
      rowKey="id"
      dataSource={[...view.result.targets]}
      pagination={pages(view.result.targets.length)}
      locale={{ emptyText: t('park.target.none') }}
      columns={[
        { key: 'name', title: t('park.column.target'), render: (_, x) => view.targetName(x.id) },
        { key: 'class', title: t('park.column.class'), render: (_, x) => t(`park.targetClass.${x.targetClass}`) },
        { key: 'verdict', title: t('park.column.verdict'), render: (_, x) => <LimitTag breaks={x.breaks} /> },
        { key: 'risk', title: t('park.column.risk'), ...right, render: (_, x) => <Power value={x.riskPerYear} /> },
        { key: 'limit', title: t('park.column.limit'), ...right, render: (_, x) => <Power value={x.limitPerYear} /> },
        {
          key: 'ratio',
          title: t('park.column.ratio'),
          ...right,
          render: (_, x) => (x.ratio >= 0.1 ? `${number(x.ratio, 2)}×` : `${power(x.ratio)}×`),
        },
        {
          key: 'by',
          title: t('park.column.contributors'),
          render: (_, x) =>
            x.contributions
              .slice(0, 3)
              .filter((c) => c.riskPerYear > 0)
              .map((c) => `${view.vesselName(c.vesselId)} ${percent(c.riskPerYear / (x.riskPerYear || 1), 0)}`)
              .join(' · ') || '–',
        },
      ]}
    />
  );
}

/** The area inside each contour, with dominoes and without: what the map shows, in figures. */
export function ContourTable({ view }: { view: RiskView }) {
  const { t } = useTranslation();
  const { contours, contoursBase } = view.result.individual;
  const base = new Map(contoursBase.features.map((f) => [f.properties.levelPerYear, f.properties.areaM2]));
  return (
    <table className="yf-plain-table park-narrow-table">
      <caption className="yf-visually-hidden">{t('park.map.contourTable')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('park.map.level')}</th>
          <th scope="col" className="yf-end">
            {t('park.map.area')}
          </th>
          <th scope="col" className="yf-end">
            {t('park.map.areaBase')}
          </th>
        </tr>
      </thead>
      <tbody>
        {contours.features.map(({ properties: p }) => (
          <tr key={p.levelPerYear}>
            <td>
              <Power value={p.levelPerYear} digits={1} />
            </td>
            <td className="yf-end">{p.areaM2 > 0 ? area(p.areaM2) : '–'}</td>
            <td className="yf-end">
              {(base.get(p.levelPerYear) ?? 0) > 0 ? area(base.get(p.levelPerYear) ?? 0) : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
