import { useNavigate } from '@tanstack/react-router';
import { getCounts, listIndustries, listParks, type Overview } from '@yufang/contract';
import { SCALES, SECTORS } from '@yufang/domain';
import { Select, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { percent } from '../../ui/format.ts';
import { Section } from '../../ui/record-page.tsx';
import { Reading } from '../../ui/screen-state.tsx';
import { useRegionName } from '../admin/use-region-name.ts';
import { Count } from './count.tsx';
import type { PlaceSearch } from './place-state.ts';
import { of, type Span, share, type Where, whereOf } from './where.ts';

/** What the figures can be cut by. */
export const CUTS = ['industry', 'scale', 'sector', 'park', 'county', 'day'] as const;
export type Cut = (typeof CUTS)[number];
/** In no park, as the counters have it. */
const NO_PARK = '00000000-0000-0000-0000-000000000000';

/** The place's figures cut by industry, size, department, park, county or day, and narrowed by any of them at once; each opens its rows. */
export function CutTable({ place, search }: { place: Overview; search: PlaceSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const word = useWord();
  const options = useWordOptions();
  const nameOfRegion = useRegionName();
  const english = currentLanguage() === 'en';
  const industries = useApi(listIndustries, {}, { staleTime: 3_600_000 });
  const parks = useApi(listParks, { query: {} }, { staleTime: 600_000 });
  const by: Cut = search.by ?? 'industry';
  const own = whereOf(place);
  const { cutIndustry: industry, cutScale: scale, cutSector: sector } = search;
  const narrowed: Where = {
    ...own,
    ...(industry && { industry }),
    ...(scale && { scale }),
    ...(sector && { sector }),
  };
  const span: Span = { from: place.trend[0]?.day ?? place.day, to: place.day };
  const columns = by === 'day' ? FLOWS : STOCKS;
  const metrics = [...new Set(columns.flatMap((m) => [m, WHOLE[m] ?? m]))].join(',');
  const counts = useApi(getCounts, { query: { ...narrowed, ...span, by, metrics } as never });
  const set = (patch: Readonly<Record<string, string | undefined>>) =>
    void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...patch }), replace: true });
  const named = (n: { name: string; nameEn: string | null }) => (english && n.nameEn) || n.name;
  const divisions = (industries.data?.rows ?? []).filter((i) => /^\d{2}$/.test(i.code));
  const nameOf = (key: string): string => {
    if (by === 'industry') {
      const found = divisions.find((i) => i.code === key);
      return found ? `${key} ${named(found)}` : key;
    }
    if (by === 'park') {
      const found = parks.data?.rows.find((p) => p.id === key);
      return key === NO_PARK ? t('situation.cut.noPark') : found ? named(found) : key;
    }
    if (by === 'county') return nameOfRegion(key);
    if (by === 'day') return key;
    return by === 'scale' ? word('scale', key as never) : word('sector', key as never);
  };
  const whereAt = (key: string): Where | null => {
    if (by === 'day') return narrowed;
    if (by === 'park') return key === NO_PARK ? null : { ...narrowed, parkId: key };
    if (by === 'county') return { ...narrowed, region: key };
    return { ...narrowed, [by]: key };
  };
  const pick = (
    name: 'cutIndustry' | 'cutScale' | 'cutSector',
    label: string,
    list: { value: string; label: string }[],
  ) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className="sit-cut-field"
      aria-label={label}
      placeholder={label}
      value={search[name]}
      options={list}
      onChange={(value: string | undefined) => set({ [name]: value })}
    />
  );
  return (
    <Section
      title={t('situation.cut.title')}
      extra={
        <span className="sit-cut-tools">
          <Select
            aria-label={t('situation.cut.by')}
            value={by}
            options={CUTS.map((c) => ({ value: c, label: t(`situation.cut.${c}`) }))}
            onChange={(c: Cut) => set({ by: c })}
            popupMatchSelectWidth={false}
          />
          {pick(
            'cutIndustry',
            t('shell.filter.industry'),
            divisions.map((i) => ({ value: i.code, label: `${i.code} ${named(i)}` })),
          )}
          {pick('cutScale', t('shell.filter.scale'), [...options('scale', SCALES)])}
          {place.place.sector === null && pick('cutSector', t('shell.filter.sector'), [...options('sector', SECTORS)])}
        </span>
      }
    >
      <Reading query={counts} rows={5}>
        {({ rows }) => (
          <Table
            className="sit-table"
            size="small"
            rowKey="key"
            pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
            scroll={{ x: 'max-content' }}
            showSorterTooltip={false}
            dataSource={rows.filter(
              (r) => (by !== 'day' || r.key !== '') && columns.some((m) => of(r.figures, m) !== 0),
            )}
            columns={[
              {
                key: 'name',
                title: t(`situation.cut.${by}`),
                fixed: 'left',
                render: (_, r) => nameOf(r.key),
                ...(by === 'day' ? { defaultSortOrder: 'descend' as const } : {}),
                sorter: (a, b) => (a.key < b.key ? -1 : 1),
              },
              ...columns.map((metric) => ({
                key: metric,
                title: t(`situation.cutMetric.${metric}`),
                align: 'right' as const,
                sorter: (a: Row, b: Row) => of(a.figures, metric) - of(b.figures, metric),
                render: (_: unknown, r: Row) => {
                  const where = whereAt(r.key);
                  const day = by === 'day' ? { from: r.key, to: r.key } : span;
                  const value = of(r.figures, metric);
                  const text = percentOf(metric, r.figures);
                  return where ? (
                    <Count
                      metric={OPENS[metric] ?? metric}
                      value={value}
                      where={where}
                      span={day}
                      {...(text && { text })}
                    />
                  ) : (
                    <span className="sit-count">{text ?? value.toLocaleString('en-US')}</span>
                  );
                },
              })),
            ]}
          />
        )}
      </Reading>
    </Section>
  );
}

type Row = { readonly key: string; readonly figures: Readonly<Record<string, number>> };
const STOCKS = [
  'enterprises_registered',
  'enterprises_dormant',
  'enterprises_covered',
  'risks_red',
  'measures_controlled',
  'tasks_done',
  'tasks_overdue_now',
  'dangers_open',
  'dangers_overdue',
  'dangers_open_major',
  'dangers_closed_on_time',
];
const FLOWS = [
  'tasks_due',
  'tasks_done',
  'records',
  'records_marked',
  'dangers_found',
  'dangers_closed',
  'dangers_closed_on_time',
];
/** What a share opens instead of what makes it up. */
const OPENS: Readonly<Record<string, string>> = { measures_controlled: 'measures_loose' };
const WHOLE: Readonly<Record<string, string>> = {
  enterprises_covered: 'enterprises_registered',
  measures_controlled: 'measures_total',
  tasks_done: 'tasks_due',
  dangers_closed_on_time: 'dangers_closed',
};
const percentOf = (metric: string, figures: Row['figures']): string | null => {
  const whole = WHOLE[metric];
  return whole ? percent(share(of(figures, metric), of(figures, whole))) : null;
};
