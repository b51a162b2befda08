import type { NoticeRow } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { shortTime } from '../../ui/format.ts';

const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));

const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');

/** What a notice says, what it is about, and the address of its record. */
export function useNoticeWords() {
  const { t } = useTranslation();
  return {
    what: (row: NoticeRow): string => {
      const count = Number(row.params.count ?? 1);
      const act = row.topic.split('.').at(-1) ?? '';
      if (row.params.digest === true) return t(`notice.digest.${row.entity}`, { count });
      if (row.entity === 'inspection_task') return t([`notice.task.${act}`, 'notice.what.other'], { count });
      return t([`notice.what.${act}`, 'notice.what.other']);
    },
    about: (row: NoticeRow): string => {
      if (row.params.digest === true) return '';
      const { number, name, due, oldest, note, by } = row.params;
      const said = by ? t('notice.by', { by: text(by) }) : '';
      switch (row.entity) {
        case 'inspection_task':
          return joined(
            text(name),
            said,
            due ? t('notice.due', { due: shortTime(text(due)) }) : '',
            oldest ? t('notice.since', { oldest: shortTime(text(oldest)) }) : '',
            text(note),
          );
        case 'inspection_record':
          return joined(text(name), said, text(note));
        case 'hidden_danger':
          return joined(
            t('notice.danger', { number: text(number), name: text(name) }),
            due ? t('notice.due', { due: text(due) }) : '',
          );
        default:
          return joined(text(name), text(note));
      }
    },
    path: pathOf,
  };
}

/** Where what a notice tells of is found; a digest leads to the list it was made of. */
function pathOf(row: NoticeRow): { to: string; search?: Record<string, unknown> } {
  const { entity, enterpriseId, entityId } = row;
  if (row.params.digest === true) return { to: entity === 'hidden_danger' ? '/dangers/overdue' : '/inspection/tasks' };
  switch (entity) {
    case 'hidden_danger':
      return { to: `/enterprises/${enterpriseId}/dangers/${entityId}` };
    case 'inspection_record':
      return { to: `/enterprises/${enterpriseId}/records/${entityId}` };
    case 'inspection_task':
      return {
        to: '/inspection/tasks',
        search: { enterpriseId, state: [row.topic.endsWith('.overdue') ? 'overdue' : 'open'] },
      };
    case 'park_vessel':
    case 'park_work_item':
      return { to: `/enterprises/${enterpriseId}/own-park` };
    case 'park_assessment':
      return { to: `/parks/${text(row.params.parkId)}/assessments/${entityId}` };
    case 'park_grading':
      return { to: `/parks/${text(row.params.parkId)}/gradings/${entityId}` };
    default:
      return { to: `/enterprises/${enterpriseId}` };
  }
}
