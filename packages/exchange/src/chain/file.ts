import { CHAIN_ENTITIES, type ChainEntity } from '../canonical.ts';
import { keepable } from '../read/keepable.ts';
import type { RawRow } from '../read/reader.ts';

/** A chain file taken apart: rows by table, who sent it, and what could not be recognised. */
export type ChainFile = {
  readonly creditCode: string | null;
  readonly rows: readonly { readonly entity: ChainEntity; readonly raw: RawRow; readonly at: string }[];
  readonly unknown: readonly { readonly at: string; readonly code: 'exchange.unknown_table' | 'exchange.not_a_row' }[];
};

/** Names under which a table is known, letters only and in lower case: ours, the senders' paths and the receivers' tables. */
const NAMES: Readonly<Record<ChainEntity, readonly string[]>> = {
  riskUnit: ['riskunit', 'riskunits', 'unit', 'units', 'secriskunit', 'taqfxfxdy', '风险分析单元', '分析单元'],
  riskEvent: ['riskevent', 'riskevents', 'event', 'events', 'secriskevent', 'taqfxsj', '风险事件'],
  controlMeasure: [
    'controlmeasure',
    'controlmeasures',
    'riskmeasure',
    'riskmeasures',
    'measure',
    'measures',
    'secriskmeasure',
    'secriskcontrolmeasures',
    'taqfxgkcs',
    '管控措施',
  ],
  checkTask: [
    'checktask',
    'checktasks',
    'task',
    'tasks',
    'troubleshoottask',
    'sechiddendangerchecktask',
    'tyhpcrwxx',
    '排查任务',
    '隐患排查任务',
  ],
  checkRecord: [
    'checkrecord',
    'checkrecords',
    'record',
    'records',
    'sechiddendangercheckrecord',
    'tyhpcjl',
    '排查记录',
    '隐患排查记录',
  ],
  hiddenDanger: [
    'hiddendanger',
    'hiddendangers',
    'danger',
    'dangers',
    'sechiddendanger',
    'sechiddendangerinfo',
    'tyhzlxx',
    '隐患',
    '隐患治理',
    '隐患信息',
  ],
  unitStop: [
    'unitstop',
    'unitstops',
    'unitstopped',
    'unitstopoverhaul',
    'stop',
    'stops',
    'deactivatedmaintenancerecord',
    'secdeactivatedmaintenancerecord',
    '装置停用',
    '停用检修',
  ],
};
const TABLES = new Map(CHAIN_ENTITIES.flatMap((entity) => NAMES[entity].map((name) => [name, entity] as const)));

/** The field that only rows of this table have, for rows under no known name. The first that fits wins. */
const TELLS: readonly (readonly [string, ChainEntity])[] = [
  ['stopStartTime', 'unitStop'],
  ['dangerName', 'hiddenDanger'],
  ['checkStatus', 'checkRecord'],
  ['checkCycle', 'checkTask'],
  ['riskMeasureDesc', 'controlMeasure'],
  ['riskEventName', 'riskEvent'],
  ['riskUnitName', 'riskUnit'],
];

/** The table a name means, or null. */
export const tableNamed = (name: string): ChainEntity | null =>
  TABLES.get(name.toLowerCase().replace(/[^a-z\u4e00-\u9fa5]/g, '')) ?? null;

/** Where a file of refused rows says why each was refused: the file may be sent again as it is, corrected. */
export const REFUSALS_KEY = 'refusals';
/** Envelopes within envelopes: no sender has more than two. */
const DEEPEST_ENVELOPE = 8;

/**
 * Take a chain file apart. Seen forms: `{ riskUnit: [...], riskEvent: [...], … }` under any of a table's names, the same inside `data` or `datas`;
 * a list of `{ table | entity | serviceId, rows | datas | data: [...] }`; a bare list of rows told apart by their fields.
 * The enterprise may stand beside them (`tyshxydm`, `creditCode`, or `enterprise: { … }`).
 */
export function readChainFile(json: unknown): ChainFile {
  const rows: { entity: ChainEntity; raw: RawRow; at: string }[] = [];
  const unknown: { at: string; code: 'exchange.unknown_table' | 'exchange.not_a_row' }[] = [];

  const put = (entity: ChainEntity | null, value: unknown, where: string) => {
    const at = keepable(where);
    if (!isObject(value)) unknown.push({ at, code: 'exchange.not_a_row' });
    else {
      const table = entity ?? TELLS.find(([field]) => field in value)?.[1] ?? null;
      if (table) rows.push({ entity: table, raw: value, at });
      else unknown.push({ at, code: 'exchange.unknown_table' });
    }
  };
  const walk = (value: unknown, at: string, depth = 0): void => {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) {
        const named = isObject(item) ? (item.table ?? item.entity ?? item.serviceId) : undefined;
        const list = isObject(item) ? (item.rows ?? item.datas ?? item.data) : undefined;
        if (typeof named === 'string' && Array.isArray(list)) {
          for (const [j, row] of list.entries()) put(tableNamed(named), row, `${at}[${i}].${named}[${j}]`);
        } else put(null, item, `${at}[${i}]`);
      }
      return;
    }
    if (!isObject(value) || depth > DEEPEST_ENVELOPE)
      return void unknown.push({ at: keepable(at) || '$', code: 'exchange.not_a_row' });
    for (const [name, list] of Object.entries(value)) {
      if (!Array.isArray(list)) {
        if ((name === 'data' || name === 'datas') && isObject(list)) walk(list, `${at}.${name}`, depth + 1);
        continue;
      }
      if (name === REFUSALS_KEY) continue;
      const table = tableNamed(name);
      if (table) for (const [i, row] of list.entries()) put(table, row, `${name}[${i}]`);
      else walk(list, name);
    }
  };

  walk(json, '');
  return { creditCode: senderOf(json), rows, unknown };
}

function senderOf(json: unknown): string | null {
  if (!isObject(json)) return null;
  const inner = isObject(json.enterprise) ? json.enterprise : json;
  for (const name of ['tyshxydm', 'creditCode', 'socialCreditCode', 'uscc', 'code']) {
    const value = inner[name];
    if (typeof value === 'string' && value.trim().length === 18) return value.trim().toUpperCase();
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
