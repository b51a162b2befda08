import { LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkPointComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDisplay } from '../../../theme/display.ts';
import { FONT } from '../../../theme/tokens.ts';
import { power } from '../numbers.ts';
import { SOCIETAL_LINES } from './criteria.ts';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, MarkPointComponent, AriaComponent, SVGRenderer]);

/** One staircase of the chart. */
export type FnSeries = {
  readonly name: string;
  readonly points: readonly { readonly fatalities: number; readonly frequencyPerYear: number }[];
  /** The one that counts is drawn in ink, others quieter. */
  readonly role: 'main' | 'second';
};
const decade = (x: number, round: (n: number) => number): number => 10 ** round(Math.log10(x));

/** What the axes must hold: the curves and the lines, in whole powers of ten; never below 1e-9, where the standard ends. */
function spanOf(series: readonly FnSeries[]) {
  const points = series.flatMap((s) => s.points);
  const most = Math.max(1000, ...points.map((p) => p.fatalities));
  const highest = Math.max(SOCIETAL_LINES.upperAtOne, ...points.map((p) => p.frequencyPerYear));
  return { n: decade(most, Math.ceil), high: decade(highest, Math.ceil), low: SOCIETAL_LINES.leastPerYear };
}

/**
 * F-N curves against the upper and lower line of GB 36894, both axes by powers of ten. Above the upper line: unacceptable; between: as low as reasonably
 * practicable; below: broadly acceptable. The words stand in the picture; colours of the grades do not.
 */
export function FnChart({ series, small }: { series: readonly FnSeries[]; small?: boolean }) {
  const { t } = useTranslation();
  const dark = useDisplay().mode === 'dark';
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    const [ink, quiet, rule, accent, band, paper] = dark
      ? ['#E6EDF0', '#9DADB4', '#33454D', '#5CC4BF', '#1B2930', '#111C21']
      : ['#1F2328', '#5C6461', '#D9DEDB', '#0B6E6E', '#F1EDE4', '#FFFFFF'];
    const limits = SOCIETAL_LINES;
    const { n, high, low } = spanOf(series);
    // Both lines end at the largest number of deaths that the standard tolerates at all.
    const last = limits.largestFatalities;
    const line = (atOne: number) => [
      [1, atOne] as const,
      [last, atOne * last ** limits.slope] as const,
      [last, low] as const,
    ];
    const zone = (x: number, y: number, name: string) => ({
      coord: [x, y],
      symbolSize: 0,
      label: {
        show: true,
        formatter: name,
        color: quiet,
        fontSize: small ? 11 : 12,
        textBorderColor: paper,
        textBorderWidth: 3,
      },
    });
    const limit = (name: string, atOne: number, ground: string) => ({
      type: 'line' as const,
      name,
      data: line(atOne),
      symbol: 'none',
      silent: true,
      z: 1,
      lineStyle: { color: quiet, width: 1.2, type: [6, 4] },
      itemStyle: { color: quiet },
      areaStyle: { color: ground, opacity: 1, origin: 'start' as const },
    });
    const axis = {
      type: 'log' as const,
      nameTextStyle: { color: quiet },
      axisLine: { show: true, lineStyle: { color: rule } },
      minorSplitLine: { show: false },
      splitLine: { lineStyle: { color: rule, opacity: 0.7 } },
    };
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { description: t('park.fn.aria') } },
      textStyle: { fontFamily: FONT, color: ink },
      grid: { left: 64, right: 20, top: 58, bottom: 46 },
      legend: {
        top: 0,
        left: 0,
        itemGap: 16,
        itemWidth: 18,
        itemHeight: 8,
        textStyle: { color: ink },
        data: series.map((s) => s.name),
      },
      tooltip: {
        trigger: 'item',
        confine: true,
        formatter: (p: unknown) => sayPoint(p, t('park.fn.deaths'), t('park.fn.frequency')),
      },
      xAxis: {
        ...axis,
        min: 1,
        max: n,
        name: t('park.fn.deaths'),
        nameLocation: 'middle',
        nameGap: 28,
        axisLabel: { color: quiet },
      },
      yAxis: {
        ...axis,
        min: low,
        max: high,
        name: t('park.fn.frequency'),
        nameLocation: 'end',
        nameGap: 10,
        nameTextStyle: { color: quiet, align: 'left', padding: [0, 0, 0, -52] },
        axisLabel: { color: quiet, formatter: (v: number) => power(v, 1) },
      },
      series: [
        {
          ...limit(t('park.fn.upper'), limits.upperAtOne, band),
          markPoint: {
            silent: true,
            data: [
              zone(60, high / 5, t('park.zone.unacceptable')),
              zone(4, limits.upperAtOne / 12, t('park.fn.alarp')),
              zone(4, low * 14, t('park.zone.acceptable')),
            ],
          },
        },
        limit(t('park.fn.lower'), limits.lowerAtOne, paper),
        ...series.map((s) => ({
          type: 'line' as const,
          name: s.name,
          data: s.points.map((p) => [p.fatalities, Math.max(low, p.frequencyPerYear)] as const),
          // At N the curve says how often N or more die: the step stands at the point before.
          step: 'start' as const,
          symbol: 'circle',
          symbolSize: 7,
          showSymbol: false,
          z: s.role === 'main' ? 4 : 3,
          lineStyle: {
            width: s.role === 'main' ? 2.4 : 1.6,
            type: s.role === 'main' ? ('solid' as const) : ('dotted' as const),
          },
          color: s.role === 'main' ? accent : ink,
        })),
      ],
    });
    const size = new ResizeObserver(() => chart.resize());
    size.observe(box.current);
    return () => {
      size.disconnect();
      chart.dispose();
    };
  }, [series, small, dark, t]);
  return <div ref={box} className={small ? 'park-fn park-fn-small' : 'park-fn'} />;
}

/** What the pointer reads of a point. ECharts hands over an untyped record. */
function sayPoint(given: unknown, deaths: string, frequency: string): string {
  const value = typeof given === 'object' && given !== null && 'value' in given ? given.value : null;
  if (!Array.isArray(value)) return '';
  return `${deaths} ≥ ${Math.round(Number(value[0]))}<br>${frequency} ${power(Number(value[1]))}`;
}
