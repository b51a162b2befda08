import type { Lang } from '../paper/words.ts';

type Words = Readonly<
  Record<
    | 'title'
    | 'code'
    | 'address'
    | 'unit'
    | 'location'
    | 'people'
    | 'assessedOn'
    | 'substance'
    | 'quantity'
    | 'critical'
    | 'ratio'
    | 'beta'
    | 'weighted'
    | 'basis'
    | 'none'
    | 'no'
    | 'not'
    | 'yes'
    | 'unverified'
    | 'foot'
    | 'invented'
    | 'stated'
    | 'note',
    string
  >
> & {
  readonly kind: Readonly<Record<'production' | 'storage', string>>;
  readonly level: readonly string[];
  readonly certainty: Readonly<Record<string, string>>;
};

/** What the sheet of GB 18218 says in its own words. */
export const MAJOR_HAZARD_WORDS: Readonly<Record<Lang, Words>> = {
  zh: {
    title: '危险化学品重大危险源辨识与分级表',
    code: '企业代码',
    address: '地址',
    unit: '单元',
    location: '位置',
    people: '厂界外 500 m 常住人口',
    assessedOn: '辨识日期',
    substance: '物质',
    quantity: '设计最大量 q（t）',
    critical: '临界量 Q（t）',
    ratio: 'q/Q',
    beta: 'β',
    weighted: 'β·q/Q',
    basis: '依据',
    none: '本企业尚未录入辨识单元。',
    no: '序号',
    not: '不构成重大危险源',
    yes: '构成重大危险源',
    unverified: '含未经核实的取值：表中带“*”的 β 由危险性类别推定或须按 GHS 分类核对，带“※”的为企业自行给定。',
    foot: '依据',
    invented: '演示数据，企业为虚构',
    stated: '企业给定',
    note: '备注',
    kind: { production: '生产单元', storage: '储存单元' },
    level: ['', '一级', '二级', '三级', '四级'],
    certainty: { confirmed: '', 'derived-from-category': '*', 'unverified-check-ghs-class': '*' },
  },
  en: {
    title: 'Major hazard installations: identification and grade',
    code: 'Code',
    address: 'Address',
    unit: 'Unit',
    location: 'Place',
    people: 'Residents within 500 m of the fence',
    assessedOn: 'Assessed on',
    substance: 'Substance',
    quantity: 'Design maximum q (t)',
    critical: 'Critical quantity Q (t)',
    ratio: 'q/Q',
    beta: 'β',
    weighted: 'β·q/Q',
    basis: 'Basis',
    none: 'No unit has been entered yet.',
    no: 'No.',
    not: 'Not a major hazard installation',
    yes: 'Major hazard installation',
    unverified:
      'Holds figures that are not confirmed: a β with * was derived from the hazard category or is to be checked against the GHS class; figures with ※ were stated by the enterprise.',
    foot: 'Basis',
    invented: 'Demo data: this enterprise is invented',
    stated: 'stated',
    note: 'Note',
    kind: { production: 'Production unit', storage: 'Storage unit' },
    level: ['', 'Grade 1', 'Grade 2', 'Grade 3', 'Grade 4'],
    certainty: { confirmed: '', 'derived-from-category': '*', 'unverified-check-ghs-class': '*' },
  },
};
