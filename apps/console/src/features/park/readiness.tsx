import type { ParkReadinessItem } from '@yufang/contract/park';
import { useTranslation } from 'react-i18next';

/** What an assessment lacks: what stops it first, then what one should know. */
export function ReadinessList({ items }: { items: readonly ParkReadinessItem[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return <p>{t('park.ready.all')}</p>;
  const sorted = items.toSorted((a, b) => (a.level === b.level ? 0 : a.level === 'blocks' ? -1 : 1));
  return (
    <ul className="park-readiness">
      {sorted.map((item, i) => (
        <li key={`${item.code}-${String(i)}`} className={`park-readiness-${item.level}`}>
          <strong>{t(`park.ready.${item.level}`)}</strong>{' '}
          {t([item.code, 'client.unknown'], { ns: 'problem', keySeparator: false, code: item.code, ...item.params })}
          {about(item) && <span className="yf-quiet"> {about(item)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What it is about: the vessels' names where they are known, else the place in the park file. */
function about({ field, params }: ParkReadinessItem): string {
  const names = [params.vessel, params.other].filter((x) => typeof x === 'string');
  return names.length > 0 ? names.join(' · ') : (field ?? '');
}
