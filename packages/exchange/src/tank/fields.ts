/**
 * The fields of the table of tanks that are read, each with its label: a head may bear either, codes in any case. Source: data-exchange.md §2.4,
 * `t_cgxx` of the receiver of Jiangsu (DDL only: types and labels are known, units and code lists are not).
 */
export const TANK_FIELDS = {
  TYSHXYDM: '统一社会信用代码',
  CGMC: '储罐名称',
  SSGQHZZ: '所属罐区或装置',
  CGWH: '储罐编号',
  CGMJ: '储罐容积',
  CGXS: '储罐形式',
  CGJG: '储罐结构',
  CCJZ: '存储介质',
  WZZT: '物质状态',
  SJCL: '设计储量',
  CZYLSX: '操作压力上限',
  CZWDSX: '操作温度上限',
  SJCZYL: '实际操作压力',
  SJCZWD: '实际操作温度',
  YWWY: '有无围堰',
  WYSWMJ: '围堰所围面积',
  JD: '经度（度）',
  WD: '纬度（度）',
  delete_mark: '删除标识',
} as const;
export type TankField = keyof typeof TANK_FIELDS;

const FIELDS = Object.entries(TANK_FIELDS) as readonly (readonly [TankField, string])[];
/** Other ways a label is written: half-width brackets, or none. */
const labelled = (label: string): readonly string[] => [
  label,
  label.replace('（', '(').replace('）', ')'),
  label.replace(/（.*）$/, ''),
];

/** The field behind a head or key, if it is one that is read. A label that names a unit of its own is none: what it says could differ from what was told. */
export function tankFieldOf(name: string): TankField | null {
  const bare = name.trim();
  const code = bare.toUpperCase();
  return FIELDS.find(([field, label]) => field.toUpperCase() === code || labelled(label).includes(bare))?.[0] ?? null;
}

/** Whether these names are the head of such a table rather than of another: the tank's number is what no other has. */
export const isTankHead = (names: readonly string[]): boolean =>
  names.some((name) => tankFieldOf(name) === 'CGWH') && names.some((name) => tankFieldOf(name) === 'CGMJ');

/** The name under which a row sent a field, so that its sender finds it; the code itself when it sent none. */
export const sentTankField = (row: Readonly<Record<string, unknown>>, field: string): string =>
  Object.keys(row).find((name) => tankFieldOf(name) === field) ?? field;
