import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceM, fromBd09, fromGcj02, nearHenan, type Position, toBd09, toGcj02, toWgs84 } from './coordinates.ts';
import { checkIdentity, identityCheckDigit, maskIdentity } from './identity.ts';
import { INDUSTRY_SECTIONS, industryDivisions, industrySection, parseIndustryCode } from './industry.ts';
import { maskMobile, parseMobile } from './phone.ts';
import { parentRegion, regionAncestors, regionCovers, regionLevel, regionRange } from './region.ts';

describe('regions', () => {
  test.each([
    ['410000', 'province', '410000', '420000'],
    ['410100', 'city', '410100', '410200'],
    ['419000', 'city', '419000', '419100'],
    ['419001', 'county', '419001', '419002'],
    ['410199', 'county', '410199', '410200'],
    ['410122104', 'township', '410122', '410123'],
  ])('%s is a %s of [%s, %s)', (code, level, lo, hi) => {
    expect(regionLevel(code)).toBe(level);
    expect(regionRange(code)).toEqual({ lo, hi });
  });

  test('a county lies within its ancestors and nothing else', () => {
    expect(regionAncestors('419001110')).toEqual(['419001', '419000', '410000']);
    expect(parentRegion('410000')).toBeNull();
    expect(regionCovers('410100', '410122')).toBe(true);
    expect(regionCovers('410200', '410122')).toBe(false);
    expect(regionCovers('410122104', '410122')).toBe(false);
    expect(() => regionRange('41')).toThrow(RangeError);
  });

  test('ranges agree with ancestry for every six-digit code', () => {
    const six = fc.integer({ min: 410_001, max: 419_999 }).map(String);
    fc.assert(
      fc.property(six, six, (a, b) => {
        fc.pre(regionLevel(b) === 'county');
        const { lo, hi } = regionRange(a);
        expect(b >= lo && b < hi).toBe(regionCovers(a, b));
      }),
    );
  });
});

describe('industries', () => {
  test('97 divisions in 20 sections, without gap or overlap', () => {
    const divisions = INDUSTRY_SECTIONS.flatMap(industryDivisions);
    expect(divisions).toEqual(Array.from({ length: 97 }, (_, i) => String(i + 1).padStart(2, '0')));
    expect(industrySection('26')).toBe('C');
    expect(industrySection('98')).toBeNull();
  });

  test('codes as people write them', () => {
    expect(parseIndustryCode(' c2614 ')).toEqual({
      ok: true,
      value: { code: '2614', section: 'C', division: '26', level: 'class' },
    });
    expect(parseIndustryCode('26')).toMatchObject({ value: { level: 'division' } });
    expect(parseIndustryCode('98')).toMatchObject({ error: { code: 'industry.unknown_division' } });
    expect(parseIndustryCode('D26')).toMatchObject({ error: { code: 'industry.section_mismatch' } });
    expect(parseIndustryCode('化工')).toMatchObject({ error: { code: 'industry.format' } });
  });
});

describe('coordinates', () => {
  const shifted = (p: Position): Position => {
    const there = toGcj02(p);
    if (!there.ok) throw new Error(there.error.code);
    return there.value;
  };

  const place = fc.record({
    lon: fc.double({ min: 110, max: 117, noNaN: true }),
    lat: fc.double({ min: 31, max: 37, noNaN: true }),
  });

  test('there and back again within five centimetres; the shift itself is some hundred metres', () => {
    fc.assert(
      fc.property(place, (p) => {
        const back = fromGcj02(shifted(p));
        expect(back.ok && distanceM(back.value, p)).toBeLessThan(0.05);
        const shift = distanceM(p, shifted(p));
        expect(shift).toBeGreaterThan(200);
        expect(shift).toBeLessThan(1000);
      }),
    );
  });

  test('the example that the public reconstructions agree on', () => {
    const there = shifted({ lon: 116.404, lat: 39.915 });
    expect(there.lon).toBeCloseTo(116.410244499, 8);
    expect(there.lat).toBeCloseTo(39.91640428, 7);
  });

  test('Baidu’s turn: there and back, the published example, and a place given in it lands where it is', () => {
    const there = toBd09({ lon: 116.404, lat: 39.915 });
    expect(there.lon).toBeCloseTo(116.41036949, 7);
    expect(there.lat).toBeCloseTo(39.92133699, 7);
    fc.assert(
      fc.property(place, (p) => {
        expect(distanceM(fromBd09(toBd09(p)), p)).toBeLessThan(0.05);
        const back = toWgs84(toBd09(shifted(p)), 'BD09');
        expect(back.ok && distanceM(back.value, p)).toBeLessThan(0.1);
      }),
    );
  });

  test('distances and ranges', () => {
    expect(distanceM({ lon: 113, lat: 34 }, { lon: 113, lat: 35 })).toBeCloseTo(111_195, 0);
    expect(distanceM({ lon: 179.9, lat: 0 }, { lon: -179.9, lat: 0 })).toBeLessThan(23_000);
    expect(toWgs84({ lon: 113.6, lat: 134.7 }, 'WGS84')).toMatchObject({ error: { code: 'coordinates.out_of_range' } });
    expect(toWgs84({ lon: Number.NaN, lat: 34 }, 'GCJ02')).toMatchObject({ ok: false });
    expect(toWgs84({ lon: 113.6, lat: 34.7 }, 'CGCS2000')).toEqual({ ok: true, value: { lon: 113.6, lat: 34.7 } });
    expect([nearHenan({ lon: 113.6, lat: 34.7 }), nearHenan({ lon: 34.7, lat: 113.6 })]).toEqual([true, false]);
    expect(toGcj02({ lon: 2.35, lat: 48.85 })).toMatchObject({ error: { code: 'coordinates.outside_china' } });
  });
});

describe('phone and identity', () => {
  test('mobile numbers', () => {
    expect(parseMobile('+86 138-0013-8000')).toEqual({ ok: true, value: '13800138000' });
    expect(parseMobile('12345678901')).toMatchObject({ error: { code: 'phone.format' } });
    expect(maskMobile('13800138000')).toBe('138****8000');
    expect(maskMobile('12')).toBe('*2');
  });

  test('identity numbers: the published example, and what is refused', () => {
    expect(checkIdentity('11010519491231002x', '2026-11-23')).toEqual({
      ok: true,
      value: { number: '11010519491231002X', region: '110105', born: '1949-12-31' },
    });
    const refused = (text: string) => {
      const checked = checkIdentity(text, '2026-11-23');
      return checked.ok ? null : checked.error.code;
    };
    expect(refused('110105194912310021')).toBe('identity.check_digit');
    expect(refused('110105194902310021')).toBe('identity.birth_day');
    expect(refused('110105202701010021')).toBe('identity.birth_day');
    expect(refused('1101051949123100')).toBe('identity.length');
    expect(refused('11010519491231OO2X')).toBe('identity.digits');
    expect(identityCheckDigit('11010519491231002')).toBe('X');
    expect(maskIdentity('11010519491231002X')).toBe('110***********002X');
  });
});
