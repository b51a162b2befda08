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

test('9999 is how senders say that there is no end; a date beyond our years is refused', () => {
  const stop = { ...base, riskUnitId: base.id, stopStartTime: '20261101000000' };
  expect(readNational('unitStop', { ...stop, stopEndTime: '99991231235959' }, context)).toMatchObject({
    ok: true,
    row: { stoppedTo: null },
    extra: { stopEndTime: '99991231235959' },
  });
  const late = readNational('unitStop', { ...stop, stopEndTime: '22010101000000' }, context);
  expect(late).toMatchObject({ ok: false, issues: [{ field: 'stopEndTime', code: 'exchange.time_too_late' }] });
});

test('the grade by riskClass, else by riskLevel one lower, else not at all and said so', () => {
  const grade = (more: object) => {
    const read = readNational('riskUnit', { ...unit, ...more }, context);
    return read.ok
      ? [read.row.entity === 'riskUnit' ? read.row.riskClass : '', ...read.warnings.map((w) => w.code)]
      : [];
  };
  expect(grade({ riskLevel: 0 })).toEqual(['1']);
  expect(grade({ riskLevel: '3' })).toEqual(['4']);
  expect(grade({ riskClass: 2, riskLevel: 0 })).toEqual(['2']);
  expect(grade({ riskLevel: '4' })).toEqual([null, 'exchange.grade_unread']);
});

test('what a fault shows of a value is cut between characters', () => {
  const read = readNational('riskUnit', { ...unit, riskClass: `a${'😀'.repeat(60)}` }, context);
  const shown = read.ok ? '' : String(read.issues[0]?.params?.value);
  expect([shown.isWellFormed(), [...shown].length]).toEqual([true, 40]);
});

test('cycles: whole hundredths within ten years', () => {
  const task = { ...base, riskMeasureId: base.id, troubleshootContent: '查液位' };
  const code = (checkCycle: unknown, checkCycleUnit: string) => {
    const read = readNational('checkTask', { ...task, checkCycle, checkCycleUnit, workStartTime: '08:00' }, context);
    return read.ok ? 'ok' : read.issues.map((i) => `${i.field} ${i.code}`).join();
  };
  expect(code('0.5', '年')).toBe('ok');
  expect(code(99.99, '小时')).toBe('ok');
  expect(code(1.234, '天')).toBe('checkCycle exchange.too_many_decimals');
  expect(code(0.01, '年')).toBe('checkCycle exchange.out_of_range');
  expect(code(9999, '天')).toBe('checkCycle exchange.out_of_range');
  expect(code('', '天')).toBe('checkCycle exchange.missing');
});

test('of aliases that disagree the other one stays beside the row; what is only half read stays too', () => {
  const danger = {
    ...base,
    dangerName: '护罩缺失',
    dangerLevel: '0',
    registTime: '20261121093000',
    registrant: '李四',
    dangersSrc: '1',
    dangerSrc: '2',
    dangerManageType: '0',
    hazardDangerType: '1',
    dangerDesc: '护罩缺失',
    liablePerson: '王五',
    dangerState: '0',
    checkAcceptPerson: '未定',
    createBy: '李四',
  };
  expect(readNational('hiddenDanger', danger, context)).toMatchObject({
    ok: true,
    row: { source: '1' },
    extra: { dangerSrc: '2', checkAcceptPerson: '未定', createBy: '李四', companyCode: '411710011' },
  });
});

test('envelopes without end and names that cannot be kept do no harm; the list of refusals is passed over', () => {
  let envelope: unknown = { riskUnit: [unit] };
  for (let i = 0; i < 200_000; i += 1) envelope = { data: envelope };
  expect(readChainFile(envelope).unknown).toMatchObject([{ code: 'exchange.not_a_row' }]);
  expect(readChainFile({ 'odd\u0000': [1] }).unknown[0]?.at).not.toContain('\u0000');
  expect(readChainFile({ riskUnit: [unit], refusals: [{ at: 'riskUnit[0]' }] })).toMatchObject({
    rows: [{}],
    unknown: [],
  });
});
