import { Link } from '@tanstack/react-router';
import type { Overview, OverviewChild } from '@yufang/contract';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { currentLanguage } from '../../i18n/language.ts';
import { number, percent } from '../../ui/format.ts';
import { GradeCounts } from '../../ui/grade-tag.tsx';

type Child = z.infer<typeof OverviewChild>;
const of = (c: Child, metric: string): number => c.figures[metric] ?? 0;
const share = (c: Child, part: string, whole: string): number | null =>
  of(c, whole) > 0 ? of(c, part) / of(c, whole) : null;

/** The places below, as rows: the same figures as the map, sortable, each leading to its rows. The map's alternative and the ranking at once. */
export function RegionTable({ place, onRegion }: { place: Overview; onRegion: (code: string) => void }) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const count = (metric: string, title: string, to: string, search: (c: Child) => Record<string, unknown>) => ({
    key: metric,
    title,
    align: 'right' as const,
    sorter: (a: Child, b: Child) => of(a, metric) - of(b, metric),
    render: (_: unknown, c: Child) => (
      <Link to={to} search={search(c)} className="sit-count">
        {number(of(c, metric))}
      </Link>
    ),
  });
  const ratio = (key: string, title: string, part: string, whole: string) => ({
    key,
    title,
    align: 'right' as const,
    sorter: (a: Child, b: Child) => (share(a, part, whole) ?? -1) - (share(b, part, whole) ?? -1),
    render: (_: unknown, c: Child) => percent(share(c, part, whole)),
  });
  return (
    <Table<Child>
      className="sit-table"
      size="small"
      rowKey="code"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={place.children}
      showSorterTooltip={false}
      columns={[
        {
          key: 'name',
          title: t('situation.table.place'),
          fixed: 'left',
          render: (_, c) => (
            <button type="button" className="sit-link" onClick={() => onRegion(c.code)}>
              {(english && c.nameEn) || c.name}
            </button>
          ),
        },
        count('enterprises_registered', t('situation.table.enterprises'), '/enterprises', (c) => ({ region: c.code })),
        ratio('covered', t('situation.table.covered'), 'enterprises_covered', 'enterprises_registered'),
        ratio('dormant', t('situation.table.dormant'), 'enterprises_dormant', 'enterprises_registered'),
        {
          key: 'grades',
          title: t('situation.table.units'),
          sorter: (a, b) => of(a, 'units_red') - of(b, 'units_red'),
          render: (_, c) => (
            <GradeCounts
              counts={{
                red: of(c, 'units_red'),
                orange: of(c, 'units_orange'),
                yellow: of(c, 'units_yellow'),
                blue: of(c, 'units_blue'),
              }}
            />
          ),
        },
        ratio('controlled', t('situation.table.controlled'), 'measures_controlled', 'measures_total'),
        ratio('tasks', t('situation.table.tasks'), 'tasks_done', 'tasks_due'),
        count('dangers_open', t('situation.table.open'), '/dangers', (c) => ({
          region: c.code,
          status: ['reported', 'verified', 'assigned', 'rectifying', 'to_accept'],
        })),
        count('dangers_overdue', t('situation.table.overdue'), '/dangers', (c) => ({
          region: c.code,
          overdue: 'true',
        })),
        count('dangers_open_major', t('situation.table.major'), '/dangers', (c) => ({
          region: c.code,
          level: 'major',
          status: ['reported', 'verified', 'assigned', 'rectifying', 'to_accept'],
        })),
      ]}
    />
  );
}
