import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { number, percent } from '../../../ui/format.ts';
import { Section } from '../../../ui/record-page.tsx';
import { Empty } from '../../../ui/screen-state.tsx';
import { PlainTable } from '../../risk/plain-table.tsx';

import { Power } from '../power.tsx';
import { ScrollX } from '../scroll-x.tsx';
import { DominoGraph, type GraphNode } from './domino-graph.tsx';
import type { EngineResult, RiskView } from './model.ts';

/** So many escalations make a picture that can still be read; the table has them all. */
const SHOWN = 60;

/** Domino effects: the graph, who spreads and who suffers most, the likeliest chains, and enterprise by enterprise. */
export function DominoTab({ view, onVessel }: { view: RiskView; onVessel: (id: string) => void }) {
  const { t } = useTranslation();
  const { domino } = view.result;
  const edges = useMemo(() => (domino ? domino.edges.slice(0, SHOWN) : []), [domino]);
  const nodes = useMemo<GraphNode[]>(() => {
    const there = new Set(edges.flatMap((e) => [e.from, e.to]));
    return view.result.vessels
      .filter((v) => there.has(v.id))
      .map((v) => ({
        id: v.id,
        name: view.vesselName(v.id),
        group: view.enterpriseName(v.enterpriseId),
        spreads: v.dominoSpreadPerYear,
        suffers: v.dominoFailuresPerYear,
      }));
  }, [edges, view]);
  if (!domino) return <Empty title={t('park.domino.none')} text={t('park.domino.noneText')} />;
  if (domino.edges.length === 0) return <Empty title={t('park.domino.noEdge')} text={t('park.domino.noEdgeText')} />;
  return (
    <>
      <div className="park-two park-two-even">
        <figure>
          <DominoGraph nodes={nodes} edges={edges} onVessel={onVessel} />
          <figcaption className="yf-quiet">
            {t('park.domino.caption', {
              shown: edges.length,
              all: domino.edgesInAll,
              histories: number(domino.histories),
              seed: domino.seed,
            })}
          </figcaption>
        </figure>
        <div className="park-domino-lists">
          <Ranked title={t('park.domino.spreaders')} rows={domino.spreaders} nameOf={view.vesselName} />
          <Ranked title={t('park.domino.sufferers')} rows={domino.sufferers} nameOf={view.vesselName} />
        </div>
      </div>
      <Section title={t('park.domino.chains')}>
        <ol className="park-chains">
          {domino.chains.slice(0, 8).map((c) => (
            <li key={c.units.join('>')}>
              <span>{c.units.map(view.vesselName).join(' → ')}</span>
              <span className="yf-figures">
                <Power value={c.frequencyPerYear} /> {t('park.unit.perYear')}
              </span>
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t('park.domino.edges')}>
        <EdgeTable view={view} edges={domino.edges} />
      </Section>
      <Section title={t('park.domino.matrix')}>
        <Matrix view={view} domino={domino} />
      </Section>
    </>
  );
}

function Ranked({
  title,
  rows,
  nameOf,
}: {
  title: string;
  rows: readonly { readonly id: string; readonly frequencyPerYear: number }[];
  nameOf: (id: string) => string;
}) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>{title}</h3>
      <ol className="park-ranked">
        {rows.slice(0, 8).map((r) => (
          <li key={r.id}>
            <span>{nameOf(r.id)}</span>
            <span className="yf-figures">
              <Power value={r.frequencyPerYear} />
            </span>
          </li>
        ))}
      </ol>
      <p className="yf-quiet">{t('park.unit.failuresPerYear')}</p>
    </section>
  );
}

function EdgeTable({ view, edges }: { view: RiskView; edges: NonNullable<EngineResult['domino']>['edges'] }) {
  const { t } = useTranslation();
  return (
    <PlainTable
      className="yf-table"
      aria-label={t('park.domino.edges')}
      size="small"
      rowKey={(e) => `${e.from}>${e.to}`}
      dataSource={[...edges]}
      pagination={edges.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
      columns={[
        { key: 'from', title: t('park.domino.from'), render: (_, e) => view.vesselName(e.from) },
        { key: 'to', title: t('park.domino.to'), render: (_, e) => view.vesselName(e.to) },
        {
          key: 'f',
          title: t('park.domino.frequency'),
          align: 'right',
          render: (_, e) => <Power value={e.frequencyPerYear} />,
        },
        {
          key: 'p',
          title: t('park.domino.probability'),
          align: 'right',
          render: (_, e) => (e.probability >= 0.001 ? percent(e.probability) : <Power value={e.probability} />),
        },
      ]}
    />
  );
}

/** Failures a year that the row's enterprise brings to the column's. */
function Matrix({ view, domino }: { view: RiskView; domino: NonNullable<EngineResult['domino']> }) {
  const { t } = useTranslation();
  return (
    <ScrollX>
      <table className="yf-plain-table park-matrix">
        <caption className="yf-quiet">{t('park.domino.matrixHow')}</caption>
        <thead>
          <tr>
            <td />
            {domino.enterprises.map((id) => (
              <th key={id} scope="col">
                {view.enterpriseName(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {domino.enterprises.map((id, i) => (
            <tr key={id}>
              <th scope="row">{view.enterpriseName(id)}</th>
              {domino.enterprises.map((to, j) => {
                const value = domino.matrix[i]?.[j] ?? 0;
                return (
                  <td key={to} className={value > 0 && i !== j ? 'yf-strong' : undefined}>
                    {value > 0 ? <Power value={value} /> : '–'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
