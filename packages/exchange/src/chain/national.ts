import { checkUscc } from '@yufang/domain';
import type { CanonicalBase, CanonicalRow, ChainEntity, RowIssue } from '../canonical.ts';
import { unkeepable } from '../read/keepable.ts';
import { type RawRow, type ReadContext, RowReader } from '../read/reader.ts';
import { shanghaiDayOf } from '../read/time.ts';

/** A row read: canonical, or refused with every fault it has. `extra`: fields that have no place of their own, kept. */
export type ReadRow =
  | { readonly ok: true; readonly row: CanonicalRow; readonly warnings: readonly RowIssue[]; readonly extra: RawRow }
  | { readonly ok: false; readonly id: string | null; readonly issues: readonly RowIssue[] };

/**
 * Read one row of the national camelCase dress (interface V1.3 as four senders and receivers implement it; reference data-exchange.md §1).
 * Aliases of the same dress are read too: recordId = checkRecordId, dangersSrc = dangerSrc, createTime = createDate.
 */
export function readNational(entity: ChainEntity, raw: RawRow, context: ReadContext): ReadRow {
  const r = new RowReader(raw, context);
  const bad = unkeepable(raw);
  if (bad) return { ok: false, id: r.id('id uuid'), issues: [bad] };
  const base = readBase(r);
  const row = { ...base, ...READERS[entity](r) } as CanonicalRow;
  if (r.issues.length > 0) return { ok: false, id: base.id === '' ? null : base.id, issues: r.issues };
  return { ok: true, row, warnings: r.warnings, extra: r.rest() };
}

function readBase(r: RowReader): CanonicalBase {
  const id = r.requiredId('id uuid');
  const companyCode = r.text('companyCode', 36);
  if (companyCode !== null && !/^\d{9}(\d{2})?$/.test(companyCode))
    r.refuse('companyCode', 'exchange.company_code', { value: companyCode });
  const credit = r.text('tyshxydm creditCode socialCreditCode uscc', 36);
  const checked = credit === null ? null : checkUscc(credit);
  if (checked && !checked.ok) r.refuse('tyshxydm', checked.error.code);
  const createdAt = r.time('createDate createTime', { past: true });
  const createdBy = r.text('createBy', 100);
  const updatedBy = r.text('updateBy', 100);
  // Who and when of the sender's own books: no column of ours, so they stay beside the row.
  r.keep('companyCode createDate createTime createBy updateBy');
  return {
    id,
    companyCode,
    creditCode: checked?.ok ? checked.value : null,
    deleted: r.code('deleted deleteMark', ['0', '1']) === '1',
    createdAt,
    createdBy,
    updatedAt:
      r.time('updateDate updateTime', { past: true }) ?? createdAt ?? r.refuse('updateDate', 'exchange.missing') ?? '',
    updatedBy,
  };
}

const CLASSIFY2 = [
  '1-1',
  '1-2',
  '1-3',
  '1-4',
  '1-5',
  '2-1',
  '2-2',
  '2-3',
  '3-1',
  '3-2',
  '3-3',
  '3-4',
  '4-1',
  '4-2',
  '4-3',
  '4-4',
  '4-5',
] as const;
const CYCLE_LABELS = { 小时: 'hour', 时: 'hour', 天: 'day', 日: 'day', 周: 'week', 月: 'month', 年: 'year' } as const;

const CLASS_LABELS = { 重大风险: '1', 较大风险: '2', 一般风险: '3', 低风险: '4' } as const;
/** The other scale of the same four grades, one lower: `riskLevel` 0 重大 … 3 低. */
const LEVELS = { '0': '1', '1': '2', '2': '3', '3': '4' } as const;

/** The grade by `riskClass`, or where a sender has only `riskLevel` by that one's own codes; a level outside them is kept and said to be unread. */
function readClass(r: RowReader): '1' | '2' | '3' | '4' | null {
  const known = r.code('riskClass', ['1', '2', '3', '4'], CLASS_LABELS);
  r.keep('riskLevel');
  if (known !== null || r.issues.some((i) => i.field === 'riskClass')) return known;
  const given = r.text('riskLevel', 40);
  r.keep('riskLevel');
  if (given === null) return null;
  const read = { ...LEVELS, ...CLASS_LABELS }[given as keyof typeof LEVELS | keyof typeof CLASS_LABELS] ?? null;
  if (read === null) r.warn('riskLevel', 'exchange.grade_unread', { value: given });
  return read;
}

/** A period from half an hour to ten years: what lies outside is a slip, not a cycle. */
const MOST_CYCLES = { hour: 999, day: 999, week: 520, month: 120, year: 10 } as const;
const LEAST_CYCLES = { hour: 0.5, day: 0.03, week: 0.1, month: 0.1, year: 0.1 } as const;

/** What each table has of its own. */
const READERS: Readonly<Record<ChainEntity, (r: RowReader) => object>> = {
  riskUnit: (r) => {
    const major = r.text('hazardCode', 36);
    const other = r.text('hazardCode1', 36);
    if (!major && !other) r.refuse('hazardCode', 'exchange.missing');
    return {
      entity: 'riskUnit',
      hazardCode: major ?? other ?? '',
      // Only a dress that has both fields tells which is which.
      majorHazard: other ? major !== null : null,
      hazardDep: r.required('hazardDep', 200),
      hazardLiablePerson: r.required('hazardLiablePerson', 100),
      name: r.required('riskUnitName', 200),
      riskClass: readClass(r),
    };
  },
  riskEvent: (r) => ({
    entity: 'riskEvent',
    unitId: r.requiredId('riskUnitId'),
    name: r.required('riskEventName', 500),
  }),
  controlMeasure: (r) => {
    const classify1 = r.requiredCode('classify1', ['1', '2', '3', '4'], {
      工程技术: '1',
      维护保养: '2',
      操作行为: '3',
      应急措施: '4',
    });
    const classify2 = r.requiredCode('classify2', CLASSIFY2);
    if (r.issues.length === 0 && !classify2.startsWith(classify1))
      r.refuse('classify2', 'exchange.classes_disagree', { classify1, classify2 });
    return {
      entity: 'controlMeasure',
      eventId: r.requiredId('riskEventId'),
      dataSrc: r.requiredCode('dataSrc', ['1', '2'], { 自动化监控: '1', 隐患排查: '2' }),
      description: r.required('riskMeasureDesc', 4000),
      classify1,
      classify2,
      classify3: r.text('classify3', 100),
      checkContent: r.required('troubleshootContent', 4000),
    };
  },
  checkTask: (r) => {
    const cycleUnit = r.requiredCode('checkCycleUnit', ['hour', 'day', 'week', 'month', 'year'], CYCLE_LABELS);
    const workStart = r.text('workStartTime', 20);
    if (cycleUnit === 'hour' && !workStart) r.refuse('workStartTime', 'exchange.missing');
    const workEnd = r.text('workEndTime', 20);
    for (const [field, value] of [
      ['workStartTime', workStart],
      ['workEndTime', workEnd],
    ] as const) {
      if (value && !/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value))
        r.refuse(field, 'exchange.not_a_time', { value });
    }
    const workType = r.code('workType', ['0', '1', '2', '3']);
    const taskNum = r.number('taskNum', { min: 1, max: workType === '3' ? 10 : 9, decimals: 0 });
    const startsAt = r.time('taskStartTime', { past: false });
    // Only its day has a place here.
    r.keep('taskStartTime');
    const range = { min: LEAST_CYCLES[cycleUnit], max: MOST_CYCLES[cycleUnit], decimals: 2 };
    if (workType && workType !== '0' && taskNum === null && !r.issues.some((i) => i.field === 'taskNum')) {
      r.refuse('taskNum', 'exchange.missing');
    }
    return {
      entity: 'checkTask',
      measureId: r.requiredId('riskMeasureId'),
      content: r.required('troubleshootContent', 4000),
      cycle: cycleOf(r, range),
      cycleUnit,
      startsAt,
      workStart,
      workEnd,
      workDayType: r.code('workDayType', ['0', '1', '2']),
      workType,
      taskNum,
    };
  },
  checkRecord: (r) => ({
    entity: 'checkRecord',
    taskId: r.requiredId('checkTaskId'),
    checkedAt: r.requiredTime('checkTime', { past: true }),
    status: r.requiredCode('checkStatus', ['0', '1', '2', '3'], { 正常: '0', 存在隐患: '1', 未排查: '2', 其他: '3' }),
    person: r.text('createBy checker', 100),
    device: r.text('mobileMe', 64),
  }),
  hiddenDanger: readDanger,
  unitStop: (r) => {
    const stoppedFrom = r.requiredTime('stopStartTime', { past: false });
    const stoppedTo = r.time('stopEndTime expireTime', { past: false, endless: true });
    if (stoppedTo && stoppedFrom && stoppedTo < stoppedFrom) r.refuse('stopEndTime', 'exchange.ends_before_start');
    return {
      entity: 'unitStop',
      hazardCode: r.text('hazardCode', 36),
      unitId: r.requiredId('riskUnitId'),
      stoppedFrom,
      stoppedTo,
      reason: r.text('stopReason', 1000),
    };
  },
};

function cycleOf(r: RowReader, range: { min: number; max: number; decimals: number }): number {
  const n = r.number('checkCycle', range);
  if (n === null && !r.issues.some((i) => i.field === 'checkCycle')) r.refuse('checkCycle', 'exchange.missing');
  return n ?? 0;
}

function readDanger(r: RowReader): object {
  const level = r.requiredCode('dangerLevel', ['0', '1'], { 一般隐患: '0', 重大隐患: '1' });
  const state = r.requiredCode('dangerState', ['0', '1', '9'], { 整改中: '0', 待验收: '1', 已验收: '9' });
  const manageType = r.requiredCode('dangerManageType', ['0', '1'], { 即查即改: '0', 限期整改: '1' });
  const deadline = r.time('dangerManageDeadline', { past: false, endless: manageType === '0' });
  if (manageType === '1' && !deadline && !r.issues.some((i) => i.field === 'dangerManageDeadline'))
    r.refuse('dangerManageDeadline', 'exchange.missing');
  // Only an accepted danger has somebody who accepted it; senders that must fill the field before that invent it.
  const acceptedBy = r.text('checkAcceptPerson', 100);
  const acceptedAt = r.time('checkAcceptTime', { past: state === '9' });
  if (state === '9' && !acceptedBy) r.refuse('checkAcceptPerson', 'exchange.missing');
  if (state === '9' && !acceptedAt) r.refuse('checkAcceptTime', 'exchange.missing');
  const acceptComment = r.text('checkAcceptComment', 4000);
  if (state !== '9') r.keep('checkAcceptPerson checkAcceptTime checkAcceptComment');
  const liablePerson = r.required('liablePerson', 100);
  if (state === '9' && acceptedBy !== null && acceptedBy === liablePerson)
    r.warn('checkAcceptPerson', 'danger.self_acceptance');
  const reason = r.text('dangerReason', 4000);
  const measures = r.text('controlMeasures', 4000);
  if (level === '1' && !reason) r.warn('dangerReason', 'exchange.major_without_reason');
  if (level === '1' && !measures) r.warn('controlMeasures', 'exchange.major_without_measures');
  return {
    entity: 'hiddenDanger',
    hazardCode: r.text('hazardCode', 36),
    measureId: r.id('riskMeasureId'),
    recordId: r.id('checkRecordId recordId'),
    name: r.required('dangerName', 300),
    level,
    registeredAt: r.requiredTime('registTime', { past: true }),
    registrant: r.required('registrant', 100),
    source: r.requiredCode('dangersSrc dangerSrc', ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']),
    manageType,
    kind: r.requiredCode('hazardDangerType', ['1', '2', '3', '4', '5', '6', '7', '8']),
    category: r.code('hazardCategory', ['0', '1', '2', '3']),
    factor: r.code('managementClassification', ['1', '2', '3']),
    occurrenceLink: r.code('occurrenceLink', ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']),
    description: r.required('dangerDesc', 20_000),
    reason,
    measures,
    cost: r.text('cost', 100),
    liablePerson,
    deadline: deadline ? shanghaiDayOf(deadline) : null,
    acceptedBy,
    acceptedAt,
    acceptComment,
    state,
    photos: pictures(r, 'dangerImg attachments1'),
    acceptPhotos: pictures(r, 'dangerAcceptImg attachments2'),
    enforcementId: r.text('enforcementId', 100),
  };
}

/** Pictures come as base64 (with or without `data:`), several separated by a semicolon or a comma between data URIs, or as addresses. */
function pictures(r: RowReader, names: string): string[] {
  const text = r.text(names, 28_000_000);
  if (text === null) return [];
  return text.startsWith('data:') ? text.split(/[,;](?=data:)/) : text.split(/[;,|]/).filter((p) => p.trim() !== '');
}
