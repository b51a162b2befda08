import { useTranslation } from 'react-i18next';
import type { Zone } from './model.ts';

const SHAPE: Readonly<Record<Zone, string>> = { unacceptable: '◆', alarp: '◐', acceptable: '○' };

/** Where society's risk lies against GB 36894: shape and word; red is kept for what may not be. */
export function ZoneTag({ zone }: { zone: Zone }) {
  const { t } = useTranslation();
  return (
    <span className={`park-zone park-zone-${zone}`}>
      <span aria-hidden="true">{SHAPE[zone]}</span> {t(`park.zone.${zone}`)}
    </span>
  );
}

/** Whether a limit is broken, in shape and word. */
export function LimitTag({ breaks }: { breaks: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={`park-zone park-zone-${breaks ? 'unacceptable' : 'acceptable'}`}>
      <span aria-hidden="true">{breaks ? '◆' : '○'}</span> {t(breaks ? 'park.target.breaks' : 'park.target.holds')}
    </span>
  );
}
