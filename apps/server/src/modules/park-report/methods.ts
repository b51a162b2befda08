import { BASE_FREQUENCIES } from '@yufang/qra/frequency/base-frequencies';
import { findSubstance } from '@yufang/qra/substance/library';
import { provenanceOf, type Substance } from '@yufang/qra/substance/types';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { refusalSentence } from '../../cli/qra/sentences.ts';
import type { ReportFacts } from './facts.ts';
import { REPORT_MODELS } from './models.ts';
import { bullets, center, chapter, type Numbering, para, right, sciCell, section } from './style.ts';
import { CERTAINTY_WORDS, FREQUENCY_WORDS } from './words.ts';

/** Chapter 1: what is assessed, by what, how. */
export function scopeChapter({ head, result, input }: ReportFacts): Content[] {
  return [
    chapter('1', '评估概述'),
    section('1.1', '对象和范围'),
    para(
      `评估对象为${head.parkName}内已确认的 ${input.vessels.length} 台储罐和设备。管道、泵、装卸臂、运输过程和未列入清单的设备不在范围内。`,
    ),
    section('1.2', '依据'),
    bullets([
      'DB41/T 2250-2022《化工园区整体性安全风险评估导则》（河南省，2022-07-05 实施）',
      'GB 36894-2018《危险化学品生产装置和储存设施风险基准》',
      'GB/T 37243-2019《危险化学品生产装置和储存设施外部安全防护距离确定方法》',
      'AQ/T 3046-2013《化工企业定量风险评价导则》',
    ]),
    para('以上标准的条文未随平台附带；限值、系数的取得途径和可信程度见第 3 章和第 11 章。'),
    section('1.3', '方法'),
    para(
      '对每台设备的五种泄漏场景，按每个天气类别和风向计算火灾、爆炸、中毒的后果，叠加得到网格上的个人风险；按白天、夜间人口得到每个事件的死亡人数，叠加得到 F-N 曲线和潜在生命损失（PLL）。设备之间的升级用蒙特卡罗方法模拟到多级，得到多米诺频率和附加风险。再对重点设备逐项试加措施重新计算，按减少的 PLL 排序。',
    ),
    section('1.4', '数据集版本'),
    bullets([
      `引擎 ${result.statement.engine}；物质库 ${result.statement.substances}`,
      `失效频率 ${result.statement.frequencies}；场景拆分 ${result.statement.scenarios}；点火 ${result.statement.ignition}`,
      `多米诺阈值 ${result.statement.dominoThresholds}；风险准则 ${result.statement.criteria}`,
      `扩散系数 ${result.statement.dispersion}`,
      ...(result.statement.outcomes && result.statement.effects
        ? [`点火后果 ${result.statement.outcomes}；效应与伤害 ${result.statement.effects}`]
        : []),
    ]),
  ];
}

/** Chapter 3: the models with source and certainty, and the frequencies used. */
export function methodsChapter(_facts: ReportFacts, n: Numbering): Content[] {
  return [
    chapter('3', '模型与数据来源'),
    para('下表列出本次计算用到的模型、来源和转录的可信程度。“凭记忆引用”表示未在编写时重新核对公开原文。'),
    ...n.table('模型', {
      small: true,
      head: ['环节', '模型', '来源', '可信程度'],
      widths: [68, '*', 150, 78],
      rows: REPORT_MODELS.map((m): TableCell[] => [
        m.what,
        m.model,
        m.source,
        CERTAINTY_WORDS[m.certainty] ?? m.certainty,
      ]),
    }),
    ...n.table(`基础失效频率（次/年，${BASE_FREQUENCIES.id}，${CERTAINTY_WORDS[BASE_FREQUENCIES.certainty]}）`, {
      head: ['设备类别', '瞬时破裂', '10 分钟泄出', '10 mm 泄漏'],
      widths: ['*', 90, 90, 90],
      rows: Object.entries(BASE_FREQUENCIES.vessels).map(([kind, f]): TableCell[] => [
        FREQUENCY_WORDS[kind] ?? kind,
        sciCell(f.catastrophic, 0),
        sciCell(f.tenMinutes, 0),
        sciCell(f.leak10mm, 0),
      ]),
    }),
  ];
}

/** Chapter 11: everything one has to know before trusting a figure. */
export function limitsChapter({ result, head }: ReportFacts): Content[] {
  const sentences = result.notes.map((note) => {
    const names = typeof note.params?.substances === 'string' ? [...new Set(note.params.substances.split('、'))] : [];
    return `${refusalSentence(note.code, 'zh')}${names.length > 0 ? `（${names.join('、')}）` : ''}`;
  });
  return [
    chapter('11', '局限与未核实事项'),
    section('11.1', '本次结果的注记'),
    bullets(sentences),
    section('11.2', '筛查级的含义'),
    para('筛查级结果用于比较和排序：哪台设备、哪家企业、哪项措施更值得先做；绝对数值的不确定性可达数倍至一个数量级。'),
    section('11.3', '正式使用前须核对'),
    bullets([
      '失效频率、点火概率：对照 AQ/T 3046 附录与 GB/T 37243 原文，或采用企业的可靠性数据。',
      'GB 36894 防护目标的分类：对照标准正文逐一认定，本报告按填报的分类计算。',
      '物性与毒性参数：对照附录 B 中标为“凭记忆引用”的物质核对。',
      '设备清单、人口和气象：由企业和园区对填报数据负责，重点核对贡献最大的设备。',
      '措施效果为假定值（第 9 章），实施前须由设计单位核算。',
    ]),
    ...(head.state === '已定版' ? [] : [para('本评估尚未定版：输入和结果仍可能改变，不得据此下达整改要求。')]),
  ];
}

/** Appendix B: the substances with what the models ask for, and how sure. */
export function substanceAppendix({ input }: ReportFacts, n: Numbering): Content[] {
  const used = new Map<string, Substance>();
  for (const v of input.vessels) {
    const found = findSubstance(v.substance);
    if (found.ok) used.set(found.value.id, found.value);
  }
  return [
    chapter('附录 B', '物性与毒性参数'),
    ...n.table('物质', {
      small: true,
      head: [
        '物质',
        'CAS',
        '摩尔质量 g/mol',
        '沸点 ℃',
        '液体密度 kg/m³',
        '燃烧热 MJ/kg',
        '燃烧下限',
        '毒性概率函数 a，b，n',
        '物性可信程度',
      ],
      widths: ['*', 52, 42, 36, 46, 44, 40, 84, 84],
      rows: [...used.values()].map((s): TableCell[] => [
        s.nameZh,
        s.cas,
        right(Number((s.molarMassKgMol * 1000).toFixed(2))),
        right(Number((s.boilingTemperatureK - 273.15).toFixed(1))),
        right(s.liquidDensityKgM3),
        right(s.heatOfCombustionJKg === undefined ? '–' : Number((s.heatOfCombustionJKg / 1e6).toFixed(1))),
        right(s.lowerFlammableLimit === undefined ? '–' : `${Number((s.lowerFlammableLimit * 100).toFixed(2))}%`),
        center(s.toxicProbit ? `${s.toxicProbit.a}，${s.toxicProbit.b}，${s.toxicProbit.n}` : '–'),
        CERTAINTY_WORDS[provenanceOf(s, 'boilingTemperatureK').certainty] ?? '',
      ]),
    }),
  ];
}
