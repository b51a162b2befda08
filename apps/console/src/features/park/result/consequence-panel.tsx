import type { RouteReply } from '@yufang/contract';
import type { getParkConsequences } from '@yufang/contract/park';
import { PARK_SCENARIOS, type ParkScenario } from '@yufang/domain';
import { InputNumber, Select } from 'antd';
import type { Feature, Point, Polygon } from 'geojson';
import { useTranslation } from 'react-i18next';
import { percent } from '../../../ui/format.ts';
import { zoneFeatures } from '../map/zones.ts';
import { metres } from '../numbers.ts';
import { Power } from '../power.tsx';
import type { RiskView } from './model.ts';

/** One scenario in one wind. */
export type ConsequenceChoice = {
  readonly scenario: ParkScenario;
  /** Place in the list of weather classes. */
  readonly weather: number;
  /** Where the wind comes from, degrees clockwise from north. */
  readonly windFromDeg: number;
};
/** What the engine answers, by outcome. */
export type Consequence = RouteReply<typeof getParkConsequences>['consequences'][number];

/** Where the wind of a class comes from most, degrees clockwise from north. */
export function prevailing(weather: { readonly sectorShare: readonly number[] } | undefined): number {
  const shares = weather?.sectorShare ?? [];
  if (shares.length === 0) return 0;
  return Math.round((360 * shares.indexOf(Math.max(...shares))) / shares.length);
}

/** What the scenario, the weather class and the wind are. */
export function ConsequenceForm({
  view,
  choice,
  onChoice,
}: {
  view: RiskView;
  choice: ConsequenceChoice;
  onChoice: (choice: ConsequenceChoice) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="park-consequence-form">
      <div className="park-field">
        <span>{t('park.consequence.scenario')}</span>
        <Select
          aria-label={t('park.consequence.scenario')}
          value={choice.scenario}
          options={PARK_SCENARIOS.map((value) => ({ value, label: t(`park.scenario.${value}`) }))}
          onChange={(scenario) => onChoice({ ...choice, scenario })}
        />
      </div>
      <div className="park-field">
        <span>{t('park.consequence.weather')}</span>
        <Select
          aria-label={t('park.consequence.weather')}
          value={choice.weather}
          options={view.weather.map((w, value) => ({
            value,
            label: `${t('park.weather.class', { stability: w.stability, speed: w.windSpeedMS })} · ${percent(w.share, 0)}`,
          }))}
          onChange={(weather) => onChoice({ ...choice, weather, windFromDeg: prevailing(view.weather[weather]) })}
        />
      </div>
      <div className="park-field">
        <span>{t('park.consequence.windFrom')}</span>
        <InputNumber
          aria-label={t('park.consequence.windFrom')}
          min={0}
          max={360}
          step={15}
          suffix="°"
          value={choice.windFromDeg}
          onChange={(v) => onChoice({ ...choice, windFromDeg: v ?? 0 })}
        />
      </div>
    </div>
  );
}

/** Effect distances by outcome, as a table. */
export function ConsequenceTable({ outcomes }: { outcomes: readonly Consequence[] }) {
  const { t } = useTranslation();
  const some = outcomes.filter((o) => o.zones.some((z) => z.reachM > 0));
  if (some.length === 0) return <p className="yf-quiet">{t('park.consequence.none')}</p>;
  return (
    <table className="yf-plain-table park-consequence">
      <caption className="yf-visually-hidden">{t('park.consequence.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('park.consequence.level')}</th>
          <th scope="col" className="yf-end">
            {t('park.consequence.reach')}
          </th>
          <th scope="col" className="yf-end">
            {t('park.consequence.width')}
          </th>
        </tr>
      </thead>
      {some.map((o, i) => (
        <tbody key={`${o.outcome}-${String(i)}`}>
          <tr>
            <th scope="rowgroup" colSpan={3}>
              <strong>{t(`park.outcome.${o.outcome}`)}</strong>{' '}
              <span className="yf-quiet">
                <Power value={o.frequencyPerYear} /> {t('park.unit.perYear')}
              </span>
            </th>
          </tr>
          {o.zones
            .filter((z) => z.reachM > 0)
            .map((z) => (
              <tr key={`${z.quantity}-${z.level}`}>
                <td>
                  {t(`park.quantity.${z.quantity}`, {
                    level: z.quantity === 'lethality' ? percent(z.level, 0) : z.level,
                  })}
                </td>
                <td className="yf-end">{z.reachM >= 20_000 ? `≥ ${metres(z.reachM)}` : metres(z.reachM)}</td>
                <td className="yf-end">
                  {z.halfWidthM > 0 && z.halfWidthM !== z.reachM ? metres(2 * z.halfWidthM) : '–'}
                </td>
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}

/** The zones as outlines on the map, the widest first so that the nearer lie on it. */
export function consequenceZones(x: {
  view: RiskView;
  vesselId: string;
  outcomes: readonly Consequence[];
  windFromDeg: number;
  say: (outcome: string, quantity: string, level: number) => string;
}): Feature<Polygon | Point>[] {
  const v = x.view.result.vessels.find((one) => one.id === x.vesselId);
  if (!v) return [];
  return x.outcomes
    .flatMap((o) => o.zones.filter((z) => z.reachM > 0 && z.reachM < 20_000).map((zone) => ({ o, zone })))
    .toSorted((a, b) => b.zone.reachM - a.zone.reachM)
    .flatMap(({ o, zone }) =>
      zoneFeatures({
        origin: x.view.origin,
        xM: v.xM,
        yM: v.yM,
        centreM: o.centreM,
        zone,
        windFromDeg: x.windFromDeg,
        label: x.say(o.outcome, zone.quantity, zone.level),
      }),
    );
}
