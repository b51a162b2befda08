import type { WhatIfChange } from '@yufang/contract/park';
import { useTranslation } from 'react-i18next';
import { number } from '../../../ui/format.ts';
import type { RiskView } from '../result/model.ts';

/** What was tried, in words and in order, and how long the engine took for the last. */
export function ChangeList({
  changes,
  names,
  tookMs,
}: {
  changes: readonly WhatIfChange[];
  names: Pick<RiskView, 'vesselName'>;
  tookMs: number | null;
}) {
  const { t } = useTranslation();
  const say = (c: WhatIfChange): string => {
    if (c.type === 'add') return t('park.changed.add', { name: c.vessel.name });
    const name = names.vesselName(c.vesselId);
    switch (c.type) {
      case 'fill':
        return t('park.changed.fill', { name, fill: `${number(c.fillFraction * 100, 1)}%` });
      case 'move':
        return t('park.changed.move', { name, lon: c.lon.toFixed(5), lat: c.lat.toFixed(5) });
      case 'remove':
        return t('park.changed.remove', { name });
      case 'barrier': {
        const parts = [
          typeof c.shutOffS === 'number' && t('park.vessel.shutOffOf', { s: c.shutOffS }),
          typeof c.sprayHeatFactor === 'number' &&
            t('park.vessel.sprayOf', { share: Math.round(c.sprayHeatFactor * 100) }),
          typeof c.fireproofingMin === 'number' && t('park.vessel.fireproofingOf', { min: c.fireproofingMin }),
          (c.shutOffS === null || c.sprayHeatFactor === null || c.fireproofingMin === null) &&
            t('park.changed.without'),
        ].filter(Boolean);
        return t('park.changed.barrier', { name, what: parts.join(' · ') });
      }
      default: {
        const parts = [
          c.bundAreaM2 !== undefined && t('park.vessel.bundOf', { area: c.bundAreaM2 }),
          c.volumeM3 !== undefined && `${t('park.vessel.volume')} ${number(c.volumeM3)} m³`,
        ].filter(Boolean);
        return t('park.changed.set', { name, what: parts.join(' · ') });
      }
    }
  };
  return (
    <section aria-label={t('park.whatIf.changes')}>
      <h2>{t('park.whatIf.changes')}</h2>
      {changes.length === 0 ? (
        <p className="yf-quiet">{t('park.whatIf.noChange')}</p>
      ) : (
        <ol className="park-changes">
          {changes.map((c, i) => (
            <li key={`${c.type}-${String(i)}`}>{say(c)}</li>
          ))}
        </ol>
      )}
      {tookMs !== null && changes.length > 0 && (
        <p className="yf-quiet">{t('park.whatIf.took', { ms: number(tookMs) })}</p>
      )}
    </section>
  );
}
