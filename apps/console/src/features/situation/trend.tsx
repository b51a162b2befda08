import { useNavigate } from '@tanstack/react-router';
import type { Overview } from '@yufang/contract';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FONT } from '../../theme/tokens.ts';
import { ROWS, whereOf } from './where.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/**
 * Dangers found and closed by day, and the share of tasks done of those due in the seven days up to it: what is due weekly all opens on one day. Ink and
 * accent; the grades' colours stay with the grades. A click on the dangers found or closed on a day opens them.
 */
export function Trend({ place, dark }: { place: Overview; dark: boolean }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const open = useEffectEvent((metric: string, index: number) => {
    const day = place.trend[index]?.day;
    const rows = day && ROWS[metric]?.(whereOf(place), { from: day, to: day });
    if (rows) void navigate({ to: rows.to, search: rows.search as never });
  });
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    const of = (metric: string) => place.trend.map((d) => d.figures[metric] ?? 0);
    const [ink, rule, accent, second] = dark
      ? ['#B6C4CA', '#33454D', '#5CC4BF', '#7F949D']
      : ['#4A514E', '#D9DEDB', '#0B6E6E', '#9AA6A1'];
    // The day that is not over has no rate yet: a line that falls to nothing each morning would say otherwise.
    const last = place.trend.length - 1;
    const week = (metric: string) => {
      const days = of(metric);
      return days.map((_, i) => (i < 6 || i === last ? 0 : days.slice(i - 6, i + 1).reduce((a, b) => a + b, 0)));
    };
    const [due, done] = [week('tasks_due'), week('tasks_done')];
    chart.setOption({
      animation: false,
      aria: { enabled: true },
      textStyle: { fontFamily: FONT, color: ink },
      color: [second, accent, ink],
      grid: { left: 36, right: 44, top: 40, bottom: 26 },
      legend: { top: 0, left: 0, itemGap: 24, itemWidth: 12, itemHeight: 8, textStyle: { color: ink } },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: {
        type: 'category',
        data: place.trend.map((d) => d.day.slice(5)),
        axisLine: { lineStyle: { color: rule } },
        axisTick: { show: false },
        axisLabel: { color: ink, hideOverlap: true },
      },
      yAxis: [
        { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: rule } }, axisLabel: { color: ink } },
        {
          type: 'value',
          min: 0,
          max: 100,
          splitLine: { show: false },
          axisLabel: { color: ink, formatter: '{value}%' },
        },
      ],
      series: [
        {
          type: 'bar',
          name: t('situation.trend.found'),
          data: of('dangers_found'),
          barMaxWidth: 10,
          cursor: 'pointer',
        },
        {
          type: 'bar',
          name: t('situation.trend.closed'),
          data: of('dangers_closed'),
          barMaxWidth: 10,
          cursor: 'pointer',
        },
        {
          type: 'line',
          name: t('situation.trend.tasks'),
          yAxisIndex: 1,
          symbol: 'none',
          lineStyle: { width: 1.5 },
          data: due.map((n, i) => (n > 0 ? Math.round((1000 * (done[i] ?? 0)) / n) / 10 : null)),
        },
      ],
    });
    chart.on('click', (event) => {
      const metric = ['dangers_found', 'dangers_closed'][event.seriesIndex ?? -1];
      if (metric) open(metric, event.dataIndex);
    });
    const size = new ResizeObserver(() => chart.resize());
    size.observe(box.current);
    return () => {
      size.disconnect();
      chart.dispose();
    };
  }, [place, dark, t]);
  return <div ref={box} className="sit-trend" />;
}
