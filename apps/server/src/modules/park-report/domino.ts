import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Naming, ReportFacts } from './facts.ts';
import { chapter, type Numbering, para, right, sci, sciCell, section } from './style.ts';
import { planSvg } from './svg-plan.ts';
import { ringSvg } from './svg-ring.ts';

const EDGES = 40;
const PAIRS = 15;

/** Chapter 8: what strings together: the graph, who spreads, who suffers, the longest chains, enterprise to enterprise. */
export function dominoChapter(facts: ReportFacts, naming: Naming, n: Numbering): Content[] {
  const d = facts.result.domino;
  if (d === null) return [chapter('8', '多米诺效应（风险串联叠加）'), para('本次评估未计算多米诺效应。')];
  const shown = d.edges.slice(0, EDGES);
  const scores = (list: typeof d.spreaders): TableCell[][] =>
    list
      .filter((s) => s.frequencyPerYear > 0)
      .slice(0, 10)
      .map((s): TableCell[] => [naming.vessel(s.id), naming.enterpriseOf(s.id), sciCell(s.frequencyPerYear)]);
  const pairs = d.enterprises
    .flatMap((from, i) => d.enterprises.map((to, j) => ({ from, to, f: d.matrix[i]?.[j] ?? 0 })))
    .filter((p) => p.from !== p.to && p.f > 0)
    .toSorted((a, b) => b.f - a.f)
    .slice(0, PAIRS);
  return [
    chapter('8', '多米诺效应（风险串联叠加）'),
    para(
      `模拟 ${d.histories} 条历史（随机种子 ${d.seed}）。连锁 `,
      ...sci(d.cascadesPerYear),
      ` 次/年，最长 ${d.longestChain} 级，升级关系共 ${d.edgesInAll} 条，使 PLL 增加 `,
      ...sci(d.extraPllPerYear),
      ' 人/年（上界）。',
    ),
    n.figure(
      `多米诺升级关系（最频繁的 ${shown.length} 条，线宽按频率，箭头由引发者指向被引发者）`,
      ringSvg(shown, naming),
      440,
    ),
    n.figure('多米诺升级在园区中的位置', planSvg(facts, naming, { edges: EDGES, near: 160 }), 330),
    section('8.1', '传出最多和承受最多的设备'),
    ...n.table('传出最多的设备', {
      head: ['设备', '企业', '传出（次/年）'],
      widths: ['*', '*', 90],
      rows: scores(d.spreaders),
    }),
    ...n.table('承受最多的设备', {
      head: ['设备', '企业', '被引发（次/年）'],
      widths: ['*', '*', 90],
      rows: scores(d.sufferers),
    }),
    section('8.2', '最频繁的升级与连锁'),
    ...n.table('最频繁的升级', {
      head: ['引发设备', '被引发设备', '频率（次/年）', '条件概率'],
      widths: ['*', '*', 80, 60],
      rows: d.edges
        .slice(0, 15)
        .map((e): TableCell[] => [
          `${naming.enterpriseOf(e.from)} ${naming.vessel(e.from)}`,
          `${naming.enterpriseOf(e.to)} ${naming.vessel(e.to)}`,
          sciCell(e.frequencyPerYear),
          right(e.probability.toFixed(2)),
        ]),
    }),
    ...n.table('最频繁的连锁', {
      head: ['连锁（依次失效）', '频率（次/年）'],
      widths: ['*', 90],
      rows: d.chains
        .slice(0, 10)
        .map((c): TableCell[] => [c.units.map((u) => naming.vessel(u)).join(' → '), sciCell(c.frequencyPerYear)]),
    }),
    section('8.3', '企业之间'),
    ...n.table('企业之间的传递', {
      head: ['引发企业', '被引发企业', '失效（次/年）'],
      widths: ['*', '*', 90],
      rows: pairs.map((p): TableCell[] => [naming.enterprise(p.from), naming.enterprise(p.to), sciCell(p.f)]),
    }),
  ];
}
