import { writeFileSync } from 'node:fs';
import { personName } from '../load/names.ts';
import type { RiskProfile } from '../load/profile.ts';
import { type Random, random } from '../load/random.ts';
import { readTrades } from '../load/trades.ts';
import { SAMPLES, type Sample } from './samples.ts';

/**
 * `npx node seeds/demo/make-chain-files.ts`: write the sample chain files in the national camelCase dress (reference data-exchange.md §1), the same
 * each time. A quarter of records, from 24 August to 22 November 2026.
 */
const DAY = 86_400_000;
const FROM = Date.parse('2026-08-24T00:00:00+08:00');
const TO = Date.parse('2026-11-23T00:00:00+08:00');
const MADE = Date.parse('2026-08-20T09:00:00+08:00');

/** Shanghai time as yyyyMMddHHmmss. */
const stamp = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().replace(/[-T:]/g, '').slice(0, 14);

type Out = Record<string, Record<string, unknown>[]>;
type Maker = { readonly r: Random; readonly sample: Sample; readonly out: Out; readonly checkers: readonly string[] };
type Check = { readonly taskId: string; readonly measureId: string; readonly text: string; readonly days: number };

/** What every event has beside its trade's own measures: upkeep, conduct, emergency. */
const FURTHER = [
  ['2', '2-2', '定期维护保养', '检查紧固、密封、防腐是否完好'],
  ['3', '3-2', '按操作规程作业并填写记录', '抽查记录是否及时、真实、完整'],
  ['3', '3-1', '上岗人员经培训考核合格', '抽问岗位人员是否清楚风险和处置要点'],
  ['4', '4-1', '配备应急处置卡和应急器材', '检查处置卡在位、器材完好有效'],
] as const;
const CLASSES: Readonly<Record<string, readonly [string, string]>> = {
  engineering: ['1', '1-3'],
  management: ['3', '3-2'],
  training: ['3', '3-1'],
  ppe: ['4', '4-2'],
  emergency: ['4', '4-4'],
};

/** One sample's file as a value. */
export function chainFile(sample: Sample): object {
  const r = random('chain-file', sample.file);
  const checkers = Array.from({ length: 8 }, () => personName(r));
  const out: Out = {
    riskUnit: [],
    riskEvent: [],
    controlMeasure: [],
    checkTask: [],
    checkRecord: [],
    hiddenDanger: [],
    unitStop: [],
  };
  const m: Maker = { r, sample, out, checkers };
  const trades = readTrades();
  const [first, second] = sample.trades.map((code) => trades.find((t) => t.code === code)?.risks ?? []);
  let serial = 1;
  for (const [i, [department, person, areas]] of sample.places.entries()) {
    const own = [first, second][i] ?? [];
    const risks = [...own, ...(trades[0]?.common ?? []).slice(i * 6, i * 6 + 6)];
    for (const area of areas) {
      const hazardCode = `${sample.companyCode}${String(serial).padStart(3, '0')}`;
      serial += 1;
      addArea(m, { department, person, area, hazardCode, risks });
    }
  }
  return {
    note: '虚构样例：企业、人员、数据均为虚构，仅供演示数据交换 (invented sample)',
    tyshxydm: sample.creditCode,
    companyName: sample.name,
    ...out,
  };
}

function base(m: Maker, ms: number) {
  return {
    id: m.r.uuid(ms),
    companyCode: m.sample.companyCode,
    deleted: '0',
    createDate: stamp(ms),
    updateDate: stamp(ms),
  };
}

function addArea(
  m: Maker,
  a: { department: string; person: string; area: string; hazardCode: string; risks: readonly RiskProfile[] },
): void {
  const byUnit = Map.groupBy(a.risks, (risk) => risk.unit);
  for (const [unit, risks] of byUnit) {
    const gravest = Math.max(...risks.map((x) => x.scores.L * x.scores.E * x.scores.C));
    const row = {
      ...base(m, MADE),
      hazardCode: a.hazardCode,
      hazardDep: a.department,
      hazardLiablePerson: a.person,
      riskUnitName: `${a.area}${unit}`,
      riskClass: gravest > 600 ? 1 : gravest > 240 ? 2 : gravest > 70 ? 3 : 4,
    };
    m.out.riskUnit?.push(row);
    for (const risk of risks) addEvent(m, { unitId: row.id, unit: row.riskUnitName, risk, grave: gravest > 240 });
    if (m.r.chance(0.05)) addStop(m, row.id, a.hazardCode);
  }
}

function addEvent(m: Maker, e: { unitId: string; unit: string; risk: RiskProfile; grave: boolean }): void {
  const event = { ...base(m, MADE), riskUnitId: e.unitId, riskEventName: e.risk.event };
  m.out.riskEvent?.push(event);
  const own = e.risk.measures.map(
    (x) => [...(CLASSES[x.measureClass] ?? ['3', '3-2']), x.text, x.check ?? x.text] as const,
  );
  for (const [classify1, classify2, text, check] of [...own, ...FURTHER]) {
    const measure = {
      ...base(m, MADE),
      riskEventId: event.id,
      dataSrc: '2',
      riskMeasureDesc: text,
      classify1,
      classify2,
      troubleshootContent: check,
    };
    m.out.controlMeasure?.push(measure);
    const days = e.grave && m.r.chance(0.25) ? 7 : m.r.pick([14, 30, 30]);
    const task = {
      ...base(m, MADE),
      riskMeasureId: measure.id,
      troubleshootContent: check,
      checkCycle: days === 30 ? 1 : days,
      checkCycleUnit: days === 30 ? '月' : '天',
      taskStartTime: stamp(FROM),
      workDayType: '0',
      workType: '0',
    };
    m.out.checkTask?.push(task);
    addRecords(m, { taskId: task.id, measureId: measure.id, text: check, days });
  }
}

function addRecords(m: Maker, check: Check): void {
  for (let at = FROM; at < TO; at += check.days * DAY) {
    if (!m.r.chance(0.93)) continue;
    const ms = at + m.r.int(0, Math.min(check.days, 5) - 1) * DAY + 8 * 3_600_000 + m.r.int(0, 9 * 3_600) * 1_000;
    if (ms >= TO) return;
    const bad = m.r.chance(0.012);
    const record = {
      ...base(m, ms),
      checkTaskId: check.taskId,
      checkTime: stamp(ms),
      checkStatus: bad ? '1' : '0',
      createBy: m.r.pick(m.checkers),
    };
    m.out.checkRecord?.push(record);
    if (bad) addDanger(m, check, record.id, ms);
  }
}

function addDanger(m: Maker, check: Check, recordId: string, ms: number): void {
  const finder = m.r.pick(m.checkers);
  const fixer = m.r.pick(m.checkers);
  const days = m.r.int(1, 15);
  const doneMs = ms + Math.round(days * DAY * (0.4 + m.r.next() * 0.8));
  const closed = doneMs < TO;
  const judge = m.sample.places[0]?.[1] ?? '';
  m.out.hiddenDanger?.push({
    ...base(m, ms),
    updateDate: stamp(closed ? doneMs : ms),
    riskMeasureId: check.measureId,
    checkRecordId: recordId,
    dangerName: `${check.text}：不符合要求`,
    dangerLevel: '0',
    registTime: stamp(ms),
    registrant: finder,
    dangersSrc: '1',
    dangerManageType: days <= 1 ? '0' : '1',
    hazardDangerType: '7',
    managementClassification: '2',
    dangerDesc: `排查发现：${check.text}，现场不符合（虚构）`,
    dangerReason: '维护不及时（虚构）',
    controlMeasures: '更换或修复后复查',
    cost: String(m.r.int(1, 40) * 50),
    liablePerson: fixer,
    dangerManageDeadline: stamp(ms + days * DAY).slice(0, 8),
    ...(closed
      ? {
          checkAcceptPerson: judge === fixer ? finder : judge,
          checkAcceptTime: stamp(doneMs),
          checkAcceptComment: '已整改，复查合格',
        }
      : {}),
    dangerState: closed ? '9' : '0',
  });
}

function addStop(m: Maker, riskUnitId: string, hazardCode: string): void {
  const from = FROM + m.r.int(10, 60) * DAY;
  m.out.unitStop?.push({
    ...base(m, from),
    hazardCode,
    riskUnitId,
    stopStartTime: stamp(from),
    stopEndTime: stamp(from + m.r.int(2, 9) * DAY),
    stopReason: '计划检修（虚构）',
  });
}

if (import.meta.main) {
  for (const sample of SAMPLES) {
    const text = JSON.stringify(chainFile(sample));
    writeFileSync(new URL(`./chain/${sample.file}`, import.meta.url), `${text}\n`);
    const file = JSON.parse(text);
    const counts = ['riskUnit', 'controlMeasure', 'checkRecord', 'hiddenDanger', 'unitStop'].map(
      (t) => `${t} ${file[t].length}`,
    );
    console.log(`${sample.file}: ${(text.length / 1e6).toFixed(2)} M characters, ${counts.join(', ')}`);
  }
}
