import { describe, expect, test } from 'vitest';
import { type HourlyObservation, weatherFromHourly } from './hourly-weather.ts';
import { pasquillClass, solarElevationDeg } from './pasquill.ts';

const zhengzhou = { lonDeg: 113.6, latDeg: 34.75 };

describe('stability of an hour', () => {
  test('the sun stands highest near local noon: 78.7° at the solstice in Zhengzhou, and is down at midnight', () => {
    const noon = solarElevationDeg(new Date('2026-06-21T12:26:00+08:00'), 113.6, 34.75);
    expect(noon).toBeGreaterThan(78);
    expect(noon).toBeLessThan(79.3);
    expect(solarElevationDeg(new Date('2026-06-21T00:26:00+08:00'), 113.6, 34.75)).toBeLessThan(-25);
  });

  test.each([
    ['a clear summer noon without wind', 70, 0, 0, 1, 'A'],
    ['a clear night without wind', -30, 0, 0, 1, 'F'],
    ['a clear night with wind', -30, 0, 0, 4, 'E'],
    ['overcast', 50, 10, 10, 2, 'D'],
    ['a storm', 60, 0, 0, 9, 'D'],
    ['a hazy morning', 30, 3, 3, 2.5, 'C'],
  ] as const)('%s', (_, solarElevation, total, low, windSpeedMS, expected) => {
    const x = { solarElevationDeg: solarElevation, totalCloudTenths: total, lowCloudTenths: low, windSpeedMS };
    expect(pasquillClass(x)).toMatchObject({ ok: true, value: expected });
  });

  test('more low cloud than cloud, NaN and 11 tenths are refused', () => {
    const x = { solarElevationDeg: 10, totalCloudTenths: 5, lowCloudTenths: 5, windSpeedMS: 2 };
    expect(pasquillClass({ ...x, lowCloudTenths: 6 })).toMatchObject({ code: 'input.out_of_range' });
    expect(pasquillClass({ ...x, totalCloudTenths: 11 })).toMatchObject({ code: 'input.out_of_range' });
    expect(pasquillClass({ ...x, windSpeedMS: Number.NaN })).toMatchObject({ code: 'input.not_finite' });
  });
});

describe('a record of hours', () => {
  const start = Date.parse('2026-01-01T00:00:00+08:00');
  const year: readonly HourlyObservation[] = Array.from({ length: 8760 }, (_, h) => ({
    time: new Date(start + h * 3_600_000).toISOString(),
    windSpeedMS: h % 50 === 0 ? 0 : 1 + (h % 9),
    windFromDeg: h % 50 === 0 ? null : (h * 37) % 360,
    totalCloudTenths: h % 11,
  }));

  test('classes and sectors share the year: all of it, calm hours too', () => {
    const r = weatherFromHourly(year, zhengzhou);
    const sum = r.ok ? r.value.flatMap((w) => w.sectorShare).reduce((a, b) => a + b, 0) : Number.NaN;
    expect(sum).toBeCloseTo(1, 12);
    expect(r.ok && r.notes.map((n) => n.code)).toEqual(['weather.method']);
    const night = r.ok ? r.value.find((w) => w.stability === 'F') : undefined;
    // A low sun in a clear sky still counts as stable.
    expect(night?.dayShare).toBeLessThan(0.25);
  });

  test('a north wind is sector 0, and so is 359°', () => {
    const hours = year.slice(0, 48).map((h, i) => ({ ...h, windSpeedMS: 3, windFromDeg: i % 2 === 0 ? 0 : 359 }));
    const r = weatherFromHourly(hours, zhengzhou);
    expect(r.ok && r.value.reduce((sum, w) => sum + (w.sectorShare[0] ?? 0), 0)).toBeCloseTo(1, 12);
    expect(r.ok && r.notes.map((n) => n.code)).toContain('weather.short_record');
  });

  test('refused: no time, no direction at all, too few hours, a bearing of 400°', () => {
    const bad = (change: Partial<HourlyObservation>) =>
      weatherFromHourly(
        year.slice(0, 48).map((h) => ({ ...h, ...change })),
        zhengzhou,
      );
    expect(bad({ time: 'yesterday' })).toMatchObject({ code: 'input.not_a_time', field: 'hours[0].time' });
    expect(bad({ windFromDeg: null })).toMatchObject({ code: 'weather.no_direction' });
    expect(bad({ windFromDeg: 400 })).toMatchObject({ code: 'input.out_of_range', field: 'hours[0].windFromDeg' });
    expect(weatherFromHourly(year.slice(0, 5), zhengzhou)).toMatchObject({
      code: 'input.out_of_range',
      field: 'hours',
    });
  });
});
