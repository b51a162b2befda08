import type { NoticeRow } from '@yufang/contract';
import { useTranslation } from 'react-i18next';

const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));

/** What a notice says, what it is about, and the address of its record. */
export function useNoticeWords() {
  const { t } = useTranslation();
  return {
    what: (row: NoticeRow): string => t([`notice.what.${row.topic.split('.').at(-1) ?? ''}`, 'notice.what.other']),
    about: (row: NoticeRow): string => {
      const { number, name, due } = row.params;
      if (row.entity !== 'hidden_danger') return text(name);
      const danger = t('notice.danger', { number: text(number), name: text(name) });
      return due ? `${danger} · ${t('notice.due', { due: text(due) })}` : danger;
    },
    path: (row: NoticeRow): string | null =>
      row.entity === 'hidden_danger'
        ? `/enterprises/${row.enterpriseId}/dangers/${row.entityId}`
        : `/enterprises/${row.enterpriseId}`,
  };
}
