import type { RouteReply } from '@yufang/contract';
import type { getParkPopulation } from '@yufang/contract/park';
import { useTranslation } from 'react-i18next';
import { TimeText } from '../../../ui/time-text.tsx';

/** Of a set of the park's: how it came, who changed it when, and what to know of it. */
export function SetHead({
  set,
}: {
  set: Pick<RouteReply<typeof getParkPopulation>, 'version' | 'updatedAt' | 'updatedBy' | 'origin' | 'notes'>;
}) {
  const { t } = useTranslation();
  if (set.version === 0) return <p className="yf-quiet yf-gap-below">{t('park.set.empty')}</p>;
  return (
    <div className="yf-gap-below">
      <p className="yf-quiet">
        {set.origin && t(`park.origin.${set.origin}`, { defaultValue: set.origin })}
        {set.updatedBy && ` · ${set.updatedBy}`} {set.updatedAt && <TimeText at={set.updatedAt} />} ·{' '}
        {t('park.set.version', { n: set.version })}
      </p>
      {set.notes.map((n) => (
        <p key={n.code}>
          {t([n.code, 'client.unknown'], { ns: 'problem', keySeparator: false, code: n.code, ...n.params })}
        </p>
      ))}
    </div>
  );
}
