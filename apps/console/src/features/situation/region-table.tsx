import type { OverviewChild } from '@yufang/contract';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { currentLanguage } from '../../i18n/language.ts';
import { percent } from '../../ui/format.ts';
import { GradeCounts } from '../../ui/grade-tag.tsx';
import { Count } from './count.tsx';
import { of, share, spanBack, type Where } from './where.ts';

export type Child = z.infer<typeof OverviewChild>;

/** The figures that a row of an enterprise shows. */
export const ENTERPRISE_METRICS = [
  'risks_red,risks_orange,risks_yellow,risks_blue,measures_controlled,measures_total',
  'tasks_done_7d,tasks_due_7d,tasks_overdue_now,dangers_open,dangers_overdue,dangers_open_major',
].join(',');

/**
 * Places or enterprises, as rows: the same figures as the map, sortable, each leading to its rows. The map's alternative and the ranking at once.
 * @param fixed what cuts the rows besides the line's own place: a department
 */
export function RegionTable({
  rows,
  day,
  fixed = {},
  onOpen,
}: {
  rows: readonly Child[];
  day: string;
  fixed?: Where;
  onOpen: (child: Child) => void;
}) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const enterprises = rows[0]?.level === 'enterprise';
  const whereOfChild = (c: Child): Where =>
    c.level === 'enterprise' ? { enterpriseId: c.code } : { region: c.code, ...fixed };
  const count = (metric: string, title: string) => ({
    key: metric,
    title,
    align: 'right' as const,
    sorter: (a: Child, b: Child) => of(a.figures, metric) - of(b.figures, metric),
    render: (_: unknown, c: Child) => (
      <Count metric={metric} value={of(c.figures, metric)} where={whereOfChild(c)} span={spanBack(day, 1)} />
    ),
  });
  /** A share, opening the rows that make it up, or those that are missing from it. */
  const ratio = (key: string, title: string, what: { part: string; whole: string; opens?: string; days?: number }) => {
    const of_ = (c: Child) => share(of(c.figures, what.part), of(c.figures, what.whole));
    return {
      key,
      title,
      align: 'right' as const,
      sorter: (a: Child, b: Child) => (of_(a) ?? -1) - (of_(b) ?? -1),
      render: (_: unknown, c: Child) => (
        <Count
          metric={what.opens ?? what.part}
          value={of(c.figures, what.part)}
          where={whereOfChild(c)}
          span={spanBack(day, what.days ?? 1)}
          text={percent(of_(c))}
        />
      ),
    };
  };
  const grades = ['risks_red', 'risks_orange', 'risks_yellow', 'risks_blue'] as const;
  return (
    <Table<Child>
      className="sit-table"
      size="small"
      rowKey="code"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={[...rows]}
      showSorterTooltip={false}
      columns={[
        {
          key: 'name',
          title: t(enterprises ? 'situation.table.enterprise' : 'situation.table.place'),
          fixed: 'left',
          render: (_, c) => (
            <button type="button" className="sit-link" onClick={() => onOpen(c)}>
              {(english && c.nameEn) || c.name}
            </button>
          ),
        },
        ...(enterprises
          ? []
          : [
              count('enterprises_registered', t('situation.table.enterprises')),
              ratio('covered', t('situation.table.covered'), {
                part: 'enterprises_covered',
                whole: 'enterprises_registered',
              }),
              ratio('dormant', t('situation.table.dormant'), {
                part: 'enterprises_dormant',
                whole: 'enterprises_registered',
              }),
            ]),
        {
          key: 'grades',
          title: t('situation.table.risks'),
          sorter: (a: Child, b: Child) => of(a.figures, 'risks_red') - of(b.figures, 'risks_red'),
          render: (_: unknown, c: Child) => (
            <GradeCounts
              counts={Object.fromEntries(grades.map((m) => [m.slice('risks_'.length), of(c.figures, m)]))}
              render={(grade, n) => (
                <Count metric={`risks_${grade}`} value={n} where={whereOfChild(c)} span={spanBack(day, 1)} />
              )}
            />
          ),
        },
        ratio('controlled', t('situation.table.controlled'), {
          part: 'measures_controlled',
          whole: 'measures_total',
          opens: 'measures_loose',
        }),
        ratio('tasks', t('situation.table.tasks'), {
          part: 'tasks_done_7d',
          whole: 'tasks_due_7d',
          opens: 'tasks_done',
          days: 7,
        }),
        count('tasks_overdue_now', t('situation.table.tasksOverdue')),
        count('dangers_open', t('situation.table.open')),
        count('dangers_overdue', t('situation.table.overdue')),
        count('dangers_open_major', t('situation.table.major')),
      ]}
    />
  );
}
