import { useNavigate } from '@tanstack/react-router';
import type { Overview } from '@yufang/contract';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FONT } from '../../theme/tokens.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/**
 * Dangers found and closed by day, and the share of tasks done. Ink and accent; the grades' colours stay with the grades. A click on the dangers found
 * on a day opens them.
 */
export function Trend({ place, dark }: { place: Overview; dark: boolean }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const open = useEffectEvent((index: number) => {
    const day = place.trend[index]?.day;
    const { kind, code } = place.place;
    const where = kind === 'enterprise' ? { enterpriseId: code } : kind === 'region' ? { region: code } : {};
    if (day) void navigate({ to: '/dangers', search: { ...where, foundFrom: day, foundTo: day } as never });
  });
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    const of = (metric: string) => place.trend.map((d) => d.figures[metric] ?? 0);
    const [ink, rule, accent, second] = dark
      ? ['#B6C4CA', '#33454D', '#5CC4BF', '#7F949D']
      : ['#4A514E', '#D9DEDB', '#0B6E6E', '#9AA6A1'];
    // The day that is not over has no rate yet: a line that falls to nothing each morning would say otherwise.
    const due = of('tasks_due').map((n, i) => (i === place.trend.length - 1 ? 0 : n));
    const done = of('tasks_done');
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
          cursor: 'default',
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
    chart.on('click', (event) => event.seriesIndex === 0 && open(event.dataIndex));
    const size = new ResizeObserver(() => chart.resize());
    size.observe(box.current);
    return () => {
      size.disconnect();
      chart.dispose();
    };
  }, [place, dark, t]);
  return <div ref={box} className="sit-trend" />;
}
