import type { Stability } from '../dispersion/stability.ts';
import type { WeatherClass } from '../park/types.ts';
import { between, computed, firstOutOfRange, type Note, type Outcome, refused } from '../result.ts';
import { pasquillClass, solarElevationDeg } from './pasquill.ts';

/** One hour of a weather station. */
export type HourlyObservation = {
  /** Instant with its offset, ISO 8601. */
  readonly time: string;
  /** At 10 m. */
  readonly windSpeedMS: number;
  /** Where the wind comes from, degrees clockwise from north; null when calm or variable. */
  readonly windFromDeg: number | null;
  /** Tenths. */
  readonly totalCloudTenths: number;
  /** Tenths; the total when absent. */
  readonly lowCloudTenths?: number;
};

/** The six classes that stand for all weathers (Purple Book: B3, D1.5, D5, D9, E5, F1.5). */
const CLASSES = [
  ['B', 3],
  ['D', 1.5],
  ['D', 5],
  ['D', 9],
  ['E', 5],
  ['F', 1.5],
] as const satisfies readonly (readonly [Stability, number])[];

/** Which of the six an hour belongs to: unstable → B3; neutral by wind; stable by wind, and above 6 m/s neutral (Purple Book). */
function classIndex(stability: Stability, windSpeedMS: number): number {
  if (stability === 'A' || stability === 'B') return 0;
  if (windSpeedMS > 6) return 3;
  const stable = stability === 'E' || stability === 'F';
  if (windSpeedMS < 2.5) return stable ? 5 : 1;
  return stable ? 4 : 2;
}

/** Hours below this have no direction to speak of, m/s. */
const CALM_MS = 0.5;
const LEAST_HOURS = 24;
const MOST_HOURS = 300_000;

/**
 * Hourly observations turned into the six weather classes with their roses. Calm hours take the directions of their class. Fewer
 * than a year's 8 760 hours carry the note `weather.short_record`.
 *
 * Method: class by the national radiation ranks (`pasquillClass`, from memory), grouped as the Purple Book does. Refuses an hour
 * that is no time, out of range (with its number), fewer than 24 hours or a record without any direction (`weather.no_direction`).
 * @param sectors wind sectors, 8-72
 */
export function weatherFromHourly(
  hours: readonly HourlyObservation[],
  place: { readonly lonDeg: number; readonly latDeg: number },
  sectors = 16,
): Outcome<readonly WeatherClass[]> {
  const off = firstOutOfRange(
    between('lonDeg', place.lonDeg, [-180, 180]),
    between('latDeg', place.latDeg, [-70, 70]),
    between('sectors', sectors, [8, 72]),
    between('hours', hours.length, [LEAST_HOURS, MOST_HOURS]),
  );
  if (off) return off;
  const roses = CLASSES.map(() => new Float64Array(sectors));
  const calm = CLASSES.map(() => 0);
  const counts = CLASSES.map(() => ({ hours: 0, day: 0 }));
  for (const [i, hour] of hours.entries()) {
    const time = new Date(hour.time);
    if (Number.isNaN(time.getTime()))
      return refused('input.not_a_time', { field: `hours[${i}].time`, value: hour.time });
    const elevation = solarElevationDeg(time, place.lonDeg, place.latDeg);
    const low = Math.min(hour.totalCloudTenths, hour.lowCloudTenths ?? hour.totalCloudTenths);
    const bad =
      hour.windFromDeg === null
        ? undefined
        : firstOutOfRange(between(`hours[${i}].windFromDeg`, hour.windFromDeg, [0, 360]));
    if (bad) return bad;
    const stability = pasquillClass({
      solarElevationDeg: elevation,
      totalCloudTenths: hour.totalCloudTenths,
      lowCloudTenths: low,
      windSpeedMS: hour.windSpeedMS,
    });
    if (!stability.ok) return { ...stability, field: `hours[${i}].${stability.field ?? ''}` };
    const k = classIndex(stability.value, hour.windSpeedMS);
    const count = counts[k];
    const rose = roses[k];
    if (count === undefined || rose === undefined) continue;
    count.hours++;
    if (elevation > 0) count.day++;
    if (hour.windFromDeg === null || hour.windSpeedMS < CALM_MS) calm[k] = (calm[k] ?? 0) + 1;
    else {
      const s = Math.round((hour.windFromDeg * sectors) / 360) % sectors;
      rose[s] = (rose[s] ?? 0) + 1;
    }
  }
  return classesOf({ roses, calm, counts }, hours.length, sectors);
}

function classesOf(
  tally: {
    readonly roses: readonly Float64Array[];
    readonly calm: readonly number[];
    readonly counts: readonly { readonly hours: number; readonly day: number }[];
  },
  total: number,
  sectors: number,
): Outcome<readonly WeatherClass[]> {
  const all = new Float64Array(sectors);
  for (const rose of tally.roses) for (let s = 0; s < sectors; s++) all[s] = (all[s] ?? 0) + (rose[s] ?? 0);
  const whole = all.reduce((a, b) => a + b, 0);
  if (whole === 0) return refused('weather.no_direction', { field: 'hours' });
  const classes = CLASSES.flatMap(([stability, windSpeedMS], k): readonly WeatherClass[] => {
    const count = tally.counts[k] ?? { hours: 0, day: 0 };
    if (count.hours === 0) return [];
    const own = tally.roses[k] ?? all;
    const sum = own.reduce((a, b) => a + b, 0);
    // A class of calm hours alone takes the directions of the whole record.
    const [rose, of] = sum > 0 ? [own, sum] : [all, whole];
    return [
      {
        stability,
        windSpeedMS,
        dayShare: count.day / count.hours,
        sectorShare: Array.from(rose, (n) => ((n / of) * count.hours) / total),
      },
    ];
  });
  const calmHours = tally.calm.reduce((a, b) => a + b, 0);
  const notes: Note[] = [{ code: 'weather.method', params: { set: 'gbt3840-1991, six classes', calmHours } }];
  if (total < 8760) notes.push({ code: 'weather.short_record', params: { hours: total } });
  return computed(classes, notes);
}
