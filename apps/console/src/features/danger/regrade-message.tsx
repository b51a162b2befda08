import type { Regrade } from '@yufang/contract/danger';
import { useTranslation } from 'react-i18next';
import { GradeTag } from '../../ui/index.ts';

/** Which risks changed colour, from what to what. */
export function RegradeMessage({ regraded }: { regraded: readonly Regrade[] }) {
  const { t } = useTranslation();
  return (
    <ul className="yf-danger-regraded">
      {regraded.map((r) => (
        <li key={r.id} className="yf-inline">
          {r.name} <span className="yf-quiet">{t('danger.regraded.from')}</span> <GradeTag grade={r.from} />
          <span className="yf-quiet">{t('danger.regraded.to')}</span> <GradeTag grade={r.to} />
        </li>
      ))}
    </ul>
  );
}
