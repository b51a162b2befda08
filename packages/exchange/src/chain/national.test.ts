import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTime } from '../read/time.ts';
import { readChainFile } from './file.ts';
import { readNational } from './national.ts';

const context = { now: new Date('2026-11-23T04:00:00Z') };
const base = { id: '0190A5B0C3D47E8F9A0B1C2D3E4F5061', companyCode: '411710011', updateDate: '20261122080000' };
const unit = {
  ...base,
  hazardCode: '411710011007',
  hazardDep: '生产部',
  hazardLiablePerson: '张三',
  riskUnitName: '液氨储罐单元',
};

test('a unit as a sender writes it', () => {
  const read = readNational('riskUnit', { ...unit, riskClass: 1, vendorField: 'x' }, context);
  expect(read).toMatchObject({
    ok: true,
    row: {
      id: '0190a5b0-c3d4-7e8f-9a0b-1c2d3e4f5061',
      riskClass: '1',
      majorHazard: null,
      updatedAt: '2026-11-22T00:00:00.000Z',
      deleted: false,
    },
    extra: { vendorField: 'x' },
  });
});

test('every fault of a row is named at once, nothing is cut', () => {
  const read = readNational(
    'riskUnit',
    { ...unit, id: 'x', riskUnitName: '长'.repeat(201), riskClass: '5', hazardDep: ' ' },
    context,
  );
  expect(read).toMatchObject({ ok: false });
  expect(read.ok ? [] : read.issues.map((i) => [i.field, i.code])).toEqual([
    ['id', 'exchange.not_an_id'],
    ['hazardDep', 'exchange.missing'],
    ['riskUnitName', 'exchange.too_long'],
    ['riskClass', 'exchange.unknown_code'],
  ]);
});

test('conditional fields: hours need a start, duty tasks a number, an accepted danger an acceptor', () => {
  const task = {
    ...base,
    riskMeasureId: base.id,
    troubleshootContent: '查液位',
    checkCycle: '2',
    checkCycleUnit: '小时',
    workType: '3',
  };
  const issues = (read: ReturnType<typeof readNational>) => (read.ok ? [] : read.issues.map((i) => i.field));
  expect(issues(readNational('checkTask', task, context))).toEqual(['workStartTime', 'taskNum']);
  expect(readNational('checkTask', { ...task, workStartTime: '08:00:00', taskNum: 10 }, context).ok).toBe(true);
  expect(
    issues(readNational('checkTask', { ...task, workStartTime: '08:00', workType: '1', taskNum: 10 }, context)),
  ).toEqual(['taskNum']);
});

test('times: five forms, one instant; impossible ones refused', () => {
  const same = [
    '20261123080000',
    '2026-11-23 08:00:00',
    '2026-11-23T08:00:00.000+0800',
    '2026-11-23T00:00:00Z',
    Date.parse('2026-11-23T00:00:00Z'),
  ];
  for (const form of same) expect(parseTime(form)?.toISOString()).toBe('2026-11-23T00:00:00.000Z');
  for (const bad of ['20260230', '2026-11-23 25:00:00', '2026-11', 'yesterday', 12, null])
    expect(parseTime(bad)).toBeNull();
});

test('any instant written in a form comes back', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-02T00:00:00Z'), max: new Date('2099-01-01T00:00:00Z'), noInvalidDate: true }),
      (d) => {
        const at = new Date(Math.floor(d.getTime() / 1000) * 1000);
        const local = new Date(at.getTime() + 8 * 3_600_000).toISOString();
        expect(parseTime(local.replace(/\D/g, '').slice(0, 14))).toEqual(at);
        expect(parseTime(local.slice(0, 19).replace('T', ' '))).toEqual(at);
      },
    ),
  );
});

test('no JSON value makes a reader throw', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (raw, any) => {
      for (const entity of [
        'riskUnit',
        'controlMeasure',
        'checkTask',
        'checkRecord',
        'hiddenDanger',
        'unitStop',
      ] as const) {
        readNational(entity, { ...raw, id: any, dangerLevel: any, checkCycle: any, updateDate: any }, context);
      }
      readChainFile(any);
    }),
  );
});

test('an object that cannot be turned into text is a fault, not a crash', () => {
  const read = readNational('riskUnit', { ...unit, id: { toString: 0 } }, context);
  expect(read).toMatchObject({ ok: false, issues: [{ field: 'id', code: 'exchange.not_an_id' }] });
});

test('a file in any of the seen shapes', () => {
  const event = { ...base, riskUnitId: base.id, riskEventName: '泄漏' };
  const tables = (json: unknown) => readChainFile(json).rows.map((r) => r.entity);
  expect(tables({ tyshxydm: '91410000170001401D', riskUnit: [unit], riskEvent: [event] })).toEqual([
    'riskUnit',
    'riskEvent',
  ]);
  expect(tables({ datas: { t_aqfxfxdy: [unit], units: [unit] } })).toEqual(['riskUnit', 'riskUnit']);
  expect(tables([{ table: 'riskEvent', rows: [event] }, unit])).toEqual(['riskEvent', 'riskUnit']);
  expect(readChainFile({ riskUnit: [3], oddTable: [{ a: 1 }] }).unknown.map((u) => u.code)).toEqual([
    'exchange.not_a_row',
    'exchange.unknown_table',
  ]);
  expect(readChainFile({ enterprise: { tyshxydm: '91410000170001401D' } }).creditCode).toBe('91410000170001401D');
});
