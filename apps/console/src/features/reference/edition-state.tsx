import type { ReferenceRow } from '@yufang/contract';
import { useTranslation } from 'react-i18next';
import { StateTag } from '../../ui/index.ts';

/** Draft, in force or retired, and whether the rules go by it today. */
export function EditionState({ row }: { row: ReferenceRow }) {
  const { t } = useTranslation();
  return (
    <span className="yf-inline">
      <StateTag tone={row.status === 'in_force' ? 'open' : row.status === 'draft' ? 'waiting' : 'void'}>
        {t(`reference.status.${row.status}`)}
      </StateTag>
      {row.applies && <strong>{t('reference.applies')}</strong>}
    </span>
  );
}
