import { useTranslation } from 'react-i18next';

const SIZE = 240;
const MIDDLE = SIZE / 2;
const REACH = 84;

/** A weather class with the share of the year in each sector that the wind comes from, north first, clockwise. */
export type RoseClass = { readonly name: string; readonly sectorShare: readonly number[] };

/** Point of the rose: `share` of the radius in a direction, degrees clockwise from north. */
const at = (deg: number, r: number): string => {
  const a = (deg * Math.PI) / 180;
  return `${(MIDDLE + r * Math.sin(a)).toFixed(1)},${(MIDDLE - r * Math.cos(a)).toFixed(1)}`;
};

/** The wind rose: how much of the year the wind comes from each sector, all classes together. The table beside it says the same. */
export function WindRose({ classes }: { classes: readonly RoseClass[] }) {
  const { t } = useTranslation();
  const sectors = Math.max(0, ...classes.map((c) => c.sectorShare.length));
  const sums = Array.from({ length: sectors }, (_, i) => classes.reduce((sum, c) => sum + (c.sectorShare[i] ?? 0), 0));
  const most = Math.max(...sums, 1e-12);
  const half = 180 / Math.max(1, sectors);
  return (
    <svg className="park-rose" viewBox={`0 0 ${SIZE} ${SIZE + 16}`} role="img" aria-label={t('park.weather.rose')}>
      {[1 / 3, 2 / 3, 1].map((r) => (
        <circle key={r} cx={MIDDLE} cy={MIDDLE} r={r * REACH} className="park-rose-ring" />
      ))}
      {sums.map((sum, i) => {
        const deg = (360 * i) / sectors;
        const r = (REACH * sum) / most;
        const d = `M${MIDDLE},${MIDDLE} L${at(deg - half * 0.85, r)} A${r},${r} 0 0 1 ${at(deg + half * 0.85, r)} Z`;
        return (
          <path key={deg} d={d} className="park-rose-petal">
            <title>{`${Math.round(deg)}° · ${(100 * sum).toFixed(1)}%`}</title>
          </path>
        );
      })}
      {(['n', 'e', 's', 'w'] as const).map((d, i) => {
        const [x, y] = at(90 * i, REACH + 16).split(',');
        return (
          <text key={d} x={x} y={y} textAnchor="middle" dominantBaseline="central">
            {t(`park.weather.${d}`)}
          </text>
        );
      })}
      <text x={MIDDLE} y={SIZE + 10} textAnchor="middle" className="park-rose-note">
        {t('park.weather.roseMost', { share: `${(100 * most).toFixed(1)}%` })}
      </text>
    </svg>
  );
}
