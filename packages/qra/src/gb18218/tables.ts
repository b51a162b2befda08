/**
 * GB 18218-2018 tables 1-6 as data (law text is Chinese; quantities in tonnes as decimal strings, so that nothing is rounded).
 * In force from 2019-03-01. Certainty: quantities and table 2-6 confirmed in two or more public extractions; β of table-1
 * substances that are not in table 3 depends on their GHS class (`betaCertainty`). Generated once from the reference file.
 */
export const GB18218_EDITION = {
  standard: 'GB 18218-2018 危险化学品重大危险源辨识',
  edition: '2018',
  inForceFrom: '2019-03-01',
  version: '1',
} as const;

/** How β of a table-1 row is known. */
export type BetaCertainty = 'confirmed' | 'derived-from-category' | 'unverified-check-ghs-class';

/** A named substance of table 1. */
export type NamedRow = {
  readonly no: number;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly cas: readonly string[];
  readonly criticalQuantityT: string;
  readonly beta: string;
  readonly betaBasis: string;
  readonly betaCertainty: BetaCertainty;
};

type Packed = readonly [number, string, readonly string[], readonly string[], string, string, string, BetaCertainty];

const TABLE_1_PACKED: readonly Packed[] = [
  [1, '氨', ['液氨', '氨气'], ['7664-41-7'], '10', '2', 'table3', 'confirmed'],
  [2, '二氟化氧', ['一氧化二氟'], ['7783-41-7'], '1', '4', 'J1', 'unverified-check-ghs-class'],
  [3, '二氧化氮', [], ['10102-44-0'], '1', '10', 'table3', 'confirmed'],
  [4, '二氧化硫', ['亚硫酸酐'], ['7446-09-5'], '20', '2', 'table3', 'confirmed'],
  [5, '氟', [], ['7782-41-4'], '1', '2', 'J3', 'unverified-check-ghs-class'],
  [6, '碳酰氯', ['光气'], ['75-44-5'], '0.3', '20', 'table3', 'confirmed'],
  [7, '环氧乙烷', ['氧化乙烯'], ['75-21-8'], '10', '2', 'table3', 'confirmed'],
  [8, '甲醛（含量>90%）', ['蚁醛'], ['50-00-0'], '5', '2', 'J3', 'unverified-check-ghs-class'],
  [9, '磷化氢', ['磷化三氢', '膦'], ['7803-51-2'], '1', '20', 'table3', 'confirmed'],
  [10, '硫化氢', [], ['7783-06-4'], '5', '5', 'table3', 'confirmed'],
  [11, '氯化氢（无水）', [], ['7647-01-0'], '20', '3', 'table3', 'confirmed'],
  [12, '氯', ['液氯', '氯气'], ['7782-50-5'], '5', '4', 'table3', 'confirmed'],
  [13, '煤气（CO，CO和H2、CH4的混合物等）', [], [], '20', '2', 'T3', 'unverified-check-ghs-class'],
  [14, '砷化氢', ['砷化三氢', '胂'], ['7784-42-1'], '1', '2', 'J3', 'unverified-check-ghs-class'],
  [15, '锑化氢', ['三氢化锑', '锑化三氢'], ['7803-52-3'], '1', '2', 'J3', 'unverified-check-ghs-class'],
  [16, '硒化氢', [], ['7783-07-5'], '1', '2', 'J3', 'unverified-check-ghs-class'],
  [17, '溴甲烷', ['甲基溴'], ['74-83-9'], '10', '3', 'table3', 'confirmed'],
  [
    18,
    '丙酮氰醇',
    ['丙酮合氰化氢', '2-羟基异丁腈', '氰丙醇'],
    ['75-86-5'],
    '20',
    '1',
    'J2/J5',
    'derived-from-category',
  ],
  [19, '丙烯醛', ['烯丙醛', '败脂醛'], ['107-02-8'], '20', '1', 'J2', 'derived-from-category'],
  [20, '氟化氢', [], ['7664-39-3'], '1', '5', 'table3', 'confirmed'],
  [21, '1-氯-2,3-环氧丙烷', ['环氧氯丙烷'], ['106-89-8'], '20', '1', 'J5', 'derived-from-category'],
  [
    22,
    '3-溴-1,2-环氧丙烷',
    ['环氧溴丙烷', '溴甲基环氧乙烷', '表溴醇'],
    ['3132-64-7'],
    '20',
    '1',
    'J5',
    'derived-from-category',
  ],
  [23, '甲苯二异氰酸酯', ['二异氰酸甲苯酯', 'TDI'], ['26471-62-5'], '100', '1', 'J2/J5', 'derived-from-category'],
  [24, '一氯化硫', ['氯化硫'], ['10025-67-9'], '1', '1', 'J5', 'derived-from-category'],
  [25, '氰化氢', ['无水氢氰酸'], ['74-90-8'], '1', '10', 'table3', 'confirmed'],
  [26, '三氧化硫', ['硫酸酐'], ['7446-11-9'], '75', '1', 'J5', 'derived-from-category'],
  [27, '3-氨基丙烯', ['烯丙胺'], ['107-11-9'], '20', '1', 'J2/J5', 'derived-from-category'],
  [28, '溴', ['溴素'], ['7726-95-6'], '20', '1', 'J2/J5', 'derived-from-category'],
  [29, '乙撑亚胺', ['吖丙啶', '1-氮杂环丙烷', '氮丙啶'], ['151-56-4'], '20', '1', 'J2/J5', 'derived-from-category'],
  [30, '异氰酸甲酯', ['甲基异氰酸酯'], ['624-83-9'], '0.75', '20', 'table3', 'confirmed'],
  [31, '叠氮化钡', ['叠氮钡'], ['18810-58-7'], '0.5', '2', 'W1.1', 'derived-from-category'],
  [32, '叠氮化铅', [], ['13424-46-9'], '0.5', '2', 'W1.1', 'derived-from-category'],
  [33, '雷汞', ['二雷酸汞', '雷酸汞'], ['628-86-4'], '0.5', '2', 'W1.1', 'derived-from-category'],
  [34, '三硝基苯甲醚', ['三硝基茴香醚'], ['28653-16-9'], '5', '2', 'W1.1', 'derived-from-category'],
  [35, '2,4,6-三硝基甲苯', ['梯恩梯', 'TNT'], ['118-96-7'], '5', '2', 'W1.1', 'derived-from-category'],
  [36, '硝化甘油', ['硝化丙三醇', '甘油三硝酸酯'], ['55-63-0'], '1', '2', 'W1.1', 'derived-from-category'],
  [37, '硝化纤维素［干的或含水（或乙醇）<25%］', ['硝化棉'], ['9004-70-0'], '1', '2', 'W1.1', 'derived-from-category'],
  [
    38,
    '硝化纤维素（未改型的，或增塑的，含增塑剂<18%）',
    ['硝化棉'],
    ['9004-70-0'],
    '1',
    '2',
    'W1.1',
    'derived-from-category',
  ],
  [39, '硝化纤维素（含乙醇≥25%）', ['硝化棉'], ['9004-70-0'], '10', '2', 'W1.2', 'derived-from-category'],
  [40, '硝化纤维素（含氮≤12.6%）', ['硝化棉'], ['9004-70-0'], '50', '1', 'W10', 'derived-from-category'],
  [41, '硝化纤维素（含水≥25%）', ['硝化棉'], ['9004-70-0'], '50', '1', 'W10', 'derived-from-category'],
  [
    42,
    '硝化纤维素溶液（含氮量≤12.6%，含硝化纤维素≤55%）',
    ['硝化棉溶液'],
    ['9004-70-0'],
    '50',
    '1',
    'W5.3',
    'derived-from-category',
  ],
  [
    43,
    '硝酸铵（含可燃物>0.2%，包括以碳计算的任何有机物，但不包括任何其他添加剂）',
    [],
    ['6484-52-2'],
    '5',
    '2',
    'W1.1',
    'derived-from-category',
  ],
  [44, '硝酸铵（含可燃物≤0.2%）', [], ['6484-52-2'], '50', '1', 'W9.2', 'derived-from-category'],
  [45, '硝酸铵肥料（含可燃物≤0.4%）', [], [], '200', '1', 'W9.2', 'derived-from-category'],
  [46, '硝酸钾', [], ['7757-79-1'], '1000', '1', 'W9.2', 'derived-from-category'],
  [47, '1,3-丁二烯', ['联乙烯'], ['106-99-0'], '5', '1.5', 'W2', 'derived-from-category'],
  [48, '二甲醚', ['甲醚'], ['115-10-6'], '50', '1.5', 'W2', 'derived-from-category'],
  [49, '甲烷，天然气', [], ['74-82-8', '8006-14-2'], '50', '1.5', 'W2', 'derived-from-category'],
  [50, '氯乙烯', ['乙烯基氯'], ['75-01-4'], '50', '1.5', 'W2', 'derived-from-category'],
  [51, '氢', ['氢气'], ['1333-74-0'], '5', '1.5', 'W2', 'derived-from-category'],
  [
    52,
    '液化石油气（含丙烷、丁烷及其混合物）',
    ['石油气（液化的）', '丙烷', '正丁烷', '丁烷'],
    ['68476-85-7', '74-98-6', '106-97-8'],
    '50',
    '1.5',
    'W2',
    'derived-from-category',
  ],
  [53, '一甲胺', ['氨基甲烷', '甲胺'], ['74-89-5'], '5', '1.5', 'W2', 'derived-from-category'],
  [54, '乙炔', ['电石气'], ['74-86-2'], '1', '1.5', 'W2', 'derived-from-category'],
  [55, '乙烯', [], ['74-85-1'], '50', '1.5', 'W2', 'derived-from-category'],
  [56, '氧（压缩的或液化的）', ['液氧', '氧气'], ['7782-44-7'], '200', '1', 'W4', 'derived-from-category'],
  [57, '苯', ['纯苯'], ['71-43-2'], '50', '1', 'W5.3', 'derived-from-category'],
  [58, '苯乙烯', ['乙烯苯'], ['100-42-5'], '500', '1', 'W5.4', 'derived-from-category'],
  [59, '丙酮', ['二甲基酮'], ['67-64-1'], '500', '1', 'W5.3', 'derived-from-category'],
  [60, '2-丙烯腈', ['丙烯腈', '乙烯基氰', '氰基乙烯'], ['107-13-1'], '50', '1', 'W5.3', 'derived-from-category'],
  [61, '二硫化碳', [], ['75-15-0'], '50', '1', 'W5.3', 'derived-from-category'],
  [62, '环己烷', ['六氢化苯'], ['110-82-7'], '500', '1', 'W5.3', 'derived-from-category'],
  [63, '1,2-环氧丙烷', ['氧化丙烯', '甲基环氧乙烷'], ['75-56-9'], '10', '1.5', 'W5.1', 'derived-from-category'],
  [64, '甲苯', ['甲基苯', '苯基甲烷'], ['108-88-3'], '500', '1', 'W5.3', 'derived-from-category'],
  [65, '甲醇', ['木醇', '木精'], ['67-56-1'], '500', '1', 'W5.3', 'derived-from-category'],
  [66, '汽油（乙醇汽油、甲醇汽油）', [], ['86290-81-5'], '200', '1', 'W5.3', 'derived-from-category'],
  [67, '乙醇', ['酒精'], ['64-17-5'], '500', '1', 'W5.3', 'derived-from-category'],
  [68, '乙醚', ['二乙基醚'], ['60-29-7'], '10', '1.5', 'W5.1', 'derived-from-category'],
  [69, '乙酸乙酯', ['醋酸乙酯'], ['141-78-6'], '500', '1', 'W5.3', 'derived-from-category'],
  [70, '正己烷', ['己烷'], ['110-54-3'], '500', '1', 'W5.3', 'derived-from-category'],
  [71, '过乙酸', ['过醋酸', '过氧乙酸', '乙酰过氧化氢'], ['79-21-0'], '10', '1', 'W7.2', 'derived-from-category'],
  [
    72,
    '过氧化甲基乙基酮（10%<有效氧含量≤10.7%，含A型稀释剂≥48%）',
    [],
    ['1338-23-4'],
    '10',
    '1.5',
    'W7.1',
    'derived-from-category',
  ],
  [73, '白磷', ['黄磷'], ['12185-10-3'], '50', '1', 'W8', 'derived-from-category'],
  [74, '烷基铝', ['三烷基铝'], [], '1', '1', 'W8', 'derived-from-category'],
  [75, '戊硼烷', ['五硼烷'], ['19624-22-7'], '1', '1', 'W8', 'derived-from-category'],
  [76, '过氧化钾', [], ['17014-71-0'], '20', '1', 'W9.1', 'derived-from-category'],
  [77, '过氧化钠', ['双氧化钠', '二氧化钠'], ['1313-60-6'], '20', '1', 'W9.1', 'derived-from-category'],
  [78, '氯酸钾', [], ['3811-04-9'], '100', '1', 'W9.1', 'derived-from-category'],
  [79, '氯酸钠', [], ['7775-09-9'], '100', '1', 'W9.1', 'derived-from-category'],
  [80, '发烟硝酸', [], ['52583-42-3'], '20', '1', 'W9.1', 'derived-from-category'],
  [81, '硝酸（发红烟的除外，含硝酸>70%）', [], ['7697-37-2'], '100', '1', 'W9.1', 'derived-from-category'],
  [82, '硝酸胍', ['硝酸亚氨脲'], ['506-93-4'], '50', '1', 'W9.2', 'derived-from-category'],
  [83, '碳化钙', ['电石'], ['75-20-7'], '100', '1', 'W11', 'derived-from-category'],
  [84, '钾', ['金属钾'], ['7440-09-7'], '1', '1', 'W11', 'derived-from-category'],
  [85, '钠', ['金属钠'], ['7440-23-5'], '10', '1', 'W11', 'derived-from-category'],
];

/** Table 1: named substances. */
export const TABLE_1: readonly NamedRow[] = TABLE_1_PACKED.map(
  ([no, name, aliases, cas, criticalQuantityT, beta, betaBasis, betaCertainty]) => ({
    no,
    name,
    aliases,
    cas,
    criticalQuantityT,
    beta,
    betaBasis,
    betaCertainty,
  }),
);

/** Tables 2 and 4: categories with critical quantity and β. */
export const TABLE_2_AND_4 = [
  {
    symbol: 'J1',
    hazardClass: '急性毒性',
    description: '类别1，所有暴露途径，气体',
    criticalQuantityT: '5',
    beta: '4',
  },
  {
    symbol: 'J2',
    hazardClass: '急性毒性',
    description: '类别1，所有暴露途径，固体、液体',
    criticalQuantityT: '50',
    beta: '1',
  },
  {
    symbol: 'J3',
    hazardClass: '急性毒性',
    description: '类别2、类别3，所有暴露途径，气体',
    criticalQuantityT: '50',
    beta: '2',
  },
  {
    symbol: 'J4',
    hazardClass: '急性毒性',
    description: '类别2、类别3，吸入途径，液体（沸点≤35℃）',
    criticalQuantityT: '50',
    beta: '2',
  },
  {
    symbol: 'J5',
    hazardClass: '急性毒性',
    description: '类别2，所有暴露途径，液体（除J4外）、固体',
    criticalQuantityT: '500',
    beta: '1',
  },
  {
    symbol: 'W1.1',
    hazardClass: '爆炸物',
    description: '不稳定爆炸物；1.1项爆炸物',
    criticalQuantityT: '1',
    beta: '2',
  },
  {
    symbol: 'W1.2',
    hazardClass: '爆炸物',
    description: '1.2、1.3、1.5、1.6项爆炸物',
    criticalQuantityT: '10',
    beta: '2',
  },
  { symbol: 'W1.3', hazardClass: '爆炸物', description: '1.4项爆炸物', criticalQuantityT: '50', beta: '2' },
  { symbol: 'W2', hazardClass: '易燃气体', description: '类别1和类别2', criticalQuantityT: '10', beta: '1.5' },
  { symbol: 'W3', hazardClass: '气溶胶', description: '类别1和类别2', criticalQuantityT: '150', beta: '1' },
  { symbol: 'W4', hazardClass: '氧化性气体', description: '类别1', criticalQuantityT: '50', beta: '1' },
  {
    symbol: 'W5.1',
    hazardClass: '易燃液体',
    description: '类别1；类别2和3且工作温度高于沸点',
    criticalQuantityT: '10',
    beta: '1.5',
  },
  {
    symbol: 'W5.2',
    hazardClass: '易燃液体',
    description:
      '类别2和3，且具有引发重大事故的特殊工艺条件（危险化工工艺、爆炸极限范围或附近操作、操作压力>1.6MPa等）',
    criticalQuantityT: '50',
    beta: '1',
  },
  {
    symbol: 'W5.3',
    hazardClass: '易燃液体',
    description: '不属于W5.1或W5.2的其他类别2',
    criticalQuantityT: '1000',
    beta: '1',
  },
  {
    symbol: 'W5.4',
    hazardClass: '易燃液体',
    description: '不属于W5.1或W5.2的其他类别3',
    criticalQuantityT: '5000',
    beta: '1',
  },
  { symbol: 'W6.1', hazardClass: '自反应物质和混合物', description: 'A型和B型', criticalQuantityT: '10', beta: '1.5' },
  {
    symbol: 'W6.2',
    hazardClass: '自反应物质和混合物',
    description: 'C型、D型、E型',
    criticalQuantityT: '50',
    beta: '1',
  },
  { symbol: 'W7.1', hazardClass: '有机过氧化物', description: 'A型和B型', criticalQuantityT: '10', beta: '1.5' },
  {
    symbol: 'W7.2',
    hazardClass: '有机过氧化物',
    description: 'C型、D型、E型、F型',
    criticalQuantityT: '50',
    beta: '1',
  },
  {
    symbol: 'W8',
    hazardClass: '自燃液体和自燃固体',
    description: '类别1自燃液体；类别1自燃固体',
    criticalQuantityT: '50',
    beta: '1',
  },
  { symbol: 'W9.1', hazardClass: '氧化性固体和液体', description: '类别1', criticalQuantityT: '50', beta: '1' },
  { symbol: 'W9.2', hazardClass: '氧化性固体和液体', description: '类别2、类别3', criticalQuantityT: '200', beta: '1' },
  { symbol: 'W10', hazardClass: '易燃固体', description: '类别1', criticalQuantityT: '200', beta: '1' },
  {
    symbol: 'W11',
    hazardClass: '遇水放出易燃气体的物质和混合物',
    description: '类别1和类别2',
    criticalQuantityT: '200',
    beta: '1',
  },
] as const;

/** Table 3: β of named toxic gases; it goes before table 4. */
export const TABLE_3 = [
  { name: '一氧化碳', beta: '2' },
  { name: '二氧化硫', beta: '2' },
  { name: '氨', beta: '2' },
  { name: '环氧乙烷', beta: '2' },
  { name: '氯化氢', beta: '3' },
  { name: '溴甲烷', beta: '3' },
  { name: '氯', beta: '4' },
  { name: '硫化氢', beta: '5' },
  { name: '氟化氢', beta: '5' },
  { name: '二氧化氮', beta: '10' },
  { name: '氰化氢', beta: '10' },
  { name: '碳酰氯', beta: '20' },
  { name: '磷化氢', beta: '20' },
  { name: '异氰酸甲酯', beta: '20' },
] as const;

/** Table 5: α by resident population within 500 m of the plant boundary, lower bounds, rising. */
export const TABLE_5_ALPHA = [
  { minPersons: 0, alpha: '0.5' },
  { minPersons: 1, alpha: '1' },
  { minPersons: 30, alpha: '1.2' },
  { minPersons: 50, alpha: '1.5' },
  { minPersons: 100, alpha: '2' },
] as const;

/** Table 6: grades by R, lower bounds; a bound belongs to the graver grade. */
export const TABLE_6_GRADES = [
  { grade: '一级', level: 1, minR: '100' },
  { grade: '二级', level: 2, minR: '50' },
  { grade: '三级', level: 3, minR: '10' },
  { grade: '四级', level: 4, minR: '0' },
] as const;
