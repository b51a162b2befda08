import type { NoticeRow } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { shortTime } from '../../ui/format.ts';

const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));

/** What a notice says, what it is about, and the address of its record. */
export function useNoticeWords() {
  const { t } = useTranslation();
  return {
    what: (row: NoticeRow): string =>
      row.params.digest === true
        ? t(`notice.digest.${row.entity}`, { count: Number(row.params.count ?? 1) })
        : row.entity === 'inspection_task'
          ? t([`notice.task.${row.topic.split('.').at(-1) ?? ''}`, 'notice.what.other'], {
              count: Number(row.params.count ?? 1),
            })
          : t([`notice.what.${row.topic.split('.').at(-1) ?? ''}`, 'notice.what.other']),
    about: (row: NoticeRow): string => {
      if (row.params.digest === true) return '';
      const { number, name, due, oldest, note, by } = row.params;
      if (row.entity === 'inspection_task') {
        return [
          text(name),
          by ? t('notice.by', { by: text(by) }) : '',
          due ? t('notice.due', { due: shortTime(text(due)) }) : '',
          oldest ? t('notice.since', { oldest: shortTime(text(oldest)) }) : '',
          text(note),
        ]
          .filter((part) => part !== '')
          .join(' · ');
      }
      if (row.entity === 'inspection_record') {
        return [text(name), by ? t('notice.by', { by: text(by) }) : '', text(note)]
          .filter((part) => part !== '')
          .join(' · ');
      }
      if (row.entity !== 'hidden_danger') return [text(name), text(note)].filter((part) => part !== '').join(' · ');
      const danger = t('notice.danger', { number: text(number), name: text(name) });
      return due ? `${danger} · ${t('notice.due', { due: text(due) })}` : danger;
    },
    path: (row: NoticeRow): { to: string; search?: Record<string, unknown> } =>
      row.params.digest === true
        ? { to: row.entity === 'hidden_danger' ? '/dangers/overdue' : '/inspection/tasks' }
        : row.entity === 'hidden_danger'
          ? { to: `/enterprises/${row.enterpriseId}/dangers/${row.entityId}` }
          : row.entity === 'inspection_record'
            ? { to: `/enterprises/${row.enterpriseId}/records/${row.entityId}` }
            : row.entity === 'inspection_task'
              ? {
                  to: '/inspection/tasks',
                  search: {
                    enterpriseId: row.enterpriseId,
                    state: [row.topic.endsWith('.overdue') ? 'overdue' : 'open'],
                  },
                }
              : row.entity === 'park_vessel' || row.entity === 'park_work_item'
                ? { to: `/enterprises/${row.enterpriseId}/own-park` }
                : row.entity === 'park_assessment'
                  ? { to: `/parks/${text(row.params.parkId)}/assessments/${row.entityId}` }
                  : row.entity === 'park_grading'
                    ? { to: `/parks/${text(row.params.parkId)}/gradings/${row.entityId}` }
                    : { to: `/enterprises/${row.enterpriseId}` },
  };
}
