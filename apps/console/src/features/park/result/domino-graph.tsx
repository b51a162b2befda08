import { GraphChart } from 'echarts/charts';
import { AriaComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDisplay } from '../../../theme/display.ts';
import { FONT } from '../../../theme/tokens.ts';
import { percent } from '../../../ui/format.ts';
import { power } from '../numbers.ts';

use([GraphChart, TooltipComponent, AriaComponent, SVGRenderer]);

/** An escalation from one vessel to another. */
export type GraphEdge = {
  readonly from: string;
  readonly to: string;
  readonly frequencyPerYear: number;
  /** That it happens, once the first has failed. */
  readonly probability: number;
};
/** A vessel of the graph: what it passes on and what comes to it, a year. */
export type GraphNode = {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly spreads: number;
  readonly suffers: number;
};

/**
 * The escalation graph: vessels on a ring, those of one enterprise beside each other; size by what they pass on, lines by how often. Those that spread
 * are filled, those that only suffer are rings.
 */
export function DominoGraph({
  nodes,
  edges,
  onVessel,
}: {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  onVessel: (id: string) => void;
}) {
  const { t } = useTranslation();
  const dark = useDisplay().mode === 'dark';
  const box = useRef<HTMLDivElement>(null);
  const open = useEffectEvent((id: string) => onVessel(id));
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    const [ink, quiet, accent, paper] = dark
      ? ['#E6EDF0', '#9DADB4', '#5CC4BF', '#111C21']
      : ['#1F2328', '#7A837F', '#0B6E6E', '#FFFFFF'];
    const most = Math.max(...edges.map((e) => e.frequencyPerYear), Number.MIN_VALUE);
    const mostSpread = Math.max(...nodes.map((n) => n.spreads), Number.MIN_VALUE);
    const size = (n: GraphNode) => 12 + 26 * Math.sqrt(n.spreads / mostSpread);
    // Names stand outside the ring. On a phone there is room for the tag alone; the whole name is told on touch.
    const narrow = box.current.clientWidth < 560;
    const margin = narrow ? 64 : 110;
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { description: t('park.domino.aria') } },
      textStyle: { fontFamily: FONT, color: ink },
      tooltip: { confine: true, formatter: (p: unknown) => sayOf(p) },
      series: [
        {
          type: 'graph',
          layout: 'circular',
          circular: { rotateLabel: true },
          left: margin,
          right: margin,
          top: 100,
          bottom: 100,
          roam: false,
          edgeSymbol: ['none', 'arrow'],
          edgeSymbolSize: [0, 9],
          label: {
            show: true,
            position: 'right',
            color: ink,
            fontSize: 12,
            formatter: (p: { name: string }) => (narrow ? (p.name.split(' ')[0] ?? p.name) : p.name),
          },
          emphasis: { focus: 'adjacency', lineStyle: { width: 3 } },
          data: nodes
            .toSorted((a, b) => a.group.localeCompare(b.group) || a.id.localeCompare(b.id))
            .map((n) => ({
              id: n.id,
              name: n.name,
              symbolSize: size(n),
              itemStyle:
                n.spreads > 0
                  ? { color: accent, borderColor: accent }
                  : { color: paper, borderColor: ink, borderWidth: 2 },
              said: `${n.name}<br>${n.group}<br>${t('park.domino.spreads')} ${power(n.spreads)}<br>${t('park.domino.suffers')} ${power(n.suffers)}`,
            })),
          links: edges.map((e) => ({
            source: e.from,
            target: e.to,
            lineStyle: {
              color: quiet,
              curveness: 0.22,
              width: Math.max(0.7, 5 + 1.1 * Math.log10(e.frequencyPerYear / most)),
              opacity: 0.85,
            },
            said: `${power(e.frequencyPerYear)} ${t('park.unit.perYear')}<br>${t('park.domino.probability')} ${percent(e.probability)}`,
          })),
        },
      ],
    });
    chart.on('click', (event) => {
      if (event.dataType === 'node') open(nodeId(event.data));
    });
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(box.current);
    return () => {
      resized.disconnect();
      chart.dispose();
    };
  }, [nodes, edges, dark, t]);
  return <div ref={box} className="park-graph" />;
}

const field = (given: unknown, name: string): unknown =>
  typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
/** ECharts hands back the record it was given, untyped. */
const nodeId = (data: unknown): string => String(field(data, 'id') ?? '');
const sayOf = (p: unknown): string => String(field(field(p, 'data'), 'said') ?? '');
