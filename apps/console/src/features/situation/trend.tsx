import type { Overview } from '@yufang/contract';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** Dangers found and closed by day, and the share of tasks done. Ink and accent; the grades' colours stay with the grades. */
export function Trend({ place, dark }: { place: Overview; dark: boolean }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    const of = (metric: string) => place.trend.map((d) => d.figures[metric] ?? 0);
    const [ink, rule, accent, second] = dark
      ? ['#B6C4CA', '#33454D', '#5CC4BF', '#7F949D']
      : ['#4A514E', '#D9DEDB', '#0B6E6E', '#9AA6A1'];
    const due = of('tasks_due');
    const done = of('tasks_done');
    chart.setOption({
      animation: false,
      aria: { enabled: true },
      textStyle: { fontFamily: 'inherit', color: ink },
      color: [second, accent, ink],
      grid: { left: 44, right: 44, top: 36, bottom: 26 },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: ink } },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: {
        type: 'category',
        data: place.trend.map((d) => d.day.slice(5)),
        axisLine: { lineStyle: { color: rule } },
        axisTick: { show: false },
        axisLabel: { color: ink },
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
        { type: 'bar', name: t('situation.trend.found'), data: of('dangers_found'), barMaxWidth: 10 },
        { type: 'bar', name: t('situation.trend.closed'), data: of('dangers_closed'), barMaxWidth: 10 },
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
    const size = new ResizeObserver(() => chart.resize());
    size.observe(box.current);
    return () => {
      size.disconnect();
      chart.dispose();
    };
  }, [place, dark, t]);
  return <div ref={box} className="sit-trend" />;
}
