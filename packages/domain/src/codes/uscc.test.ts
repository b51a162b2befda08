import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProvisionalId, makeProvisionalId, PROVISIONAL_SERIALS } from './provisional-id.ts';
import cases from './uscc.cases.json' with { type: 'json' };
import { checkUscc, completeUscc, normaliseUscc, USCC_ALPHABET, usccParts } from './uscc.ts';

const character = fc.constantFrom(...USCC_ALPHABET);
const code = fc
  .tuple(fc.integer({ min: 110_000, max: 659_999 }), fc.array(character, { minLength: 8, maxLength: 8 }))
  .map(([region, body]) => completeUscc(`91${region}${body.join('')}`));

describe('unified social credit code', () => {
  test.each(cases.valid)('%s is a real code', (given) => expect(checkUscc(given).ok).toBe(true));

  test.each(cases.refused)('%s is refused: %s', (given, why) => {
    const checked = checkUscc(given ?? '');
    expect(checked.ok ? null : checked.error.code).toBe(why);
  });

  test('its parts', () => {
    expect(usccParts('91410000170001401D')).toEqual({
      department: '9',
      kind: '1',
      region: '410000',
      organisationCode: '170001401',
    });
    expect(normaliseUscc(' ９１４１0000-1700 01401d ')).toBe('91410000170001401D');
  });

  test('a completed code holds, and any one wrong character is noticed', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 17 }), character, (whole, place, other) => {
        expect(checkUscc(whole).ok).toBe(true);
        fc.pre(whole.charAt(place) !== other);
        expect(checkUscc(whole.slice(0, place) + other + whole.slice(place + 1)).ok).toBe(false);
      }),
    );
  });
});

describe('provisional id', () => {
  test('made and read back; never a credit code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: PROVISIONAL_SERIALS - 1 }), (serial) => {
        const id = makeProvisionalId('419001', serial);
        expect(checkProvisionalId(id)).toEqual({ ok: true, value: { id, county: '419001', serial } });
        expect(checkUscc(id).ok).toBe(false);
      }),
    );
  });

  test('refusals', () => {
    const id = makeProvisionalId('410122', 7);
    expect(checkProvisionalId(`${id.slice(0, -2)}8${id.slice(-1)}`)).toMatchObject({
      error: { code: 'provisional.check_digit' },
    });
    expect(checkProvisionalId('P41010012345AB')).toMatchObject({ error: { code: 'provisional.format' } });
    expect(() => makeProvisionalId('410100', 1)).toThrow(RangeError);
    expect(() => makeProvisionalId('410122', -1)).toThrow(RangeError);
  });
});
