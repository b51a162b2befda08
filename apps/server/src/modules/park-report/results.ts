import { GB36894_2018 } from '@yufang/qra/risk/criteria';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { fnSvg } from '../../cli/qra/fn-svg.ts';
import { type Naming, type ReportFacts, shortened } from './facts.ts';
import { center, chapter, type Numbering, para, remark, right, sci, sciCell, share } from './style.ts';
import { barsSvg } from './svg-bars.ts';
import { planSvg } from './svg-plan.ts';
import { STATE_WORDS, TARGET_WORDS, ZONE_WORDS } from './words.ts';

const MOST_TARGETS = 200;
const MOST_VESSELS = 30;

const side = (m: number, plus: string, minus: string): string => `${m < 0 ? minus : plus} ${Math.abs(Math.round(m))} m`;

/** Chapter 4: individual risk on the plan, with and without dominoes. */
export function individualChapter(facts: ReportFacts, naming: Naming, n: Numbering): Content[] {
  const { result } = facts;
  const { contours, contoursBase, maximumPerYear, maximumAt } = result.individual;
  const [lon, lat] = naming.plane.toLonLat(maximumAt.xM, maximumAt.yM);
  return [
    chapter('4', '个人风险'),
    para(
      '最高个人风险 ',
      ...sci(maximumPerYear),
      ` /年，位于原点以${side(maximumAt.xM, '东', '西')}、以${side(maximumAt.yM, '北', '南')}（东经 ${lon.toFixed(5)}°、北纬 ${lat.toFixed(5)}°）。个人风险指一个人全年不间断地停留在某处、在室外且无防护时的死亡概率。`,
    ),
    ...n.table('等值线所围面积', {
      head: ['个人风险（/年）', '不计多米诺（ha）', ...(result.domino ? ['计多米诺（ha）'] : [])],
      widths: result.domino ? ['*', '*', '*'] : ['*', '*'],
      rows: contoursBase.features.map((f, i): TableCell[] => [
        { text: sci(f.properties.levelPerYear, 0), alignment: 'center' },
        right((f.properties.areaM2 / 1e4).toFixed(2)),
        ...(result.domino ? [right(((contours.features[i]?.properties.areaM2 ?? 0) / 1e4).toFixed(2))] : []),
      ]),
    }),
    n.figure('个人风险等值线（不计多米诺）', planSvg(facts, naming, { contours: 'base' }), 345),
    ...(result.domino
      ? [n.figure('个人风险等值线（计多米诺）', planSvg(facts, naming, { contours: 'total' }), 345)]
      : []),
    remark('等值线取 GB 36894-2018 的限值和更低一级；线型各不相同，黑白打印可辨。'),
  ];
}

/** A curve that stays below the upper line and is unacceptable all the same: for accidents with more deaths than the standard's axis has. */
function beyondMost({ result }: ReportFacts): string[] {
  const { leastPerYear, largestFatalities } = GB36894_2018.societal;
  const { base, withDomino } = result.societal;
  const of = (name: string, s: typeof base | null): string[] => {
    const most = s?.curve.findLast((p) => p.frequencyPerYear > leastPerYear)?.fatalities ?? 0;
    const below = s?.verdict.worst && s.verdict.worst.frequencyPerYear < s.verdict.worst.upperPerYear;
    if (s?.verdict.zone !== 'unacceptable' || !below || most <= largestFatalities) return [];
    return [
      `${name}：曲线未越过上线，判为不可接受是因为出现 N 大于 ${largestFatalities} 且频率高于每年 10 亿分之一的事件（最大 N 约 ${Math.round(most)}）。`,
    ];
  };
  return [...of('不计多米诺', base), ...of('计多米诺', withDomino)];
}

/** Chapter 5: the F-N curve between the standard's lines. */
export function societalChapter(facts: ReportFacts, n: Numbering): Content[] {
  const { base, withDomino, limits } = facts.result.societal;
  const row = (name: string, s: typeof base): TableCell[] => [
    name,
    sciCell(s.pllPerYear),
    center(ZONE_WORDS[s.verdict.zone] ?? s.verdict.zone),
    right(s.verdict.worst ? Math.round(s.verdict.worst.fatalities) : '–'),
    s.verdict.worst ? sciCell(s.verdict.worst.frequencyPerYear) : right('–'),
    s.verdict.worst ? sciCell(s.verdict.worst.upperPerYear) : right('–'),
    right(s.verdict.worst ? `${(s.verdict.worst.frequencyPerYear / s.verdict.worst.upperPerYear).toFixed(2)}` : '–'),
  ];
  return [
    chapter('5', '社会风险'),
    ...n.table('社会风险判定（最不利点决定）', {
      head: ['', 'PLL（人/年）', '判定', '最不利 N', 'F（次/年）', '上限（次/年）', 'F ÷ 上限'],
      widths: ['*', 66, 92, 48, 62, 66, 50],
      rows: [row('不计多米诺', base), ...(withDomino ? [row('计多米诺（上界）', withDomino)] : [])],
    }),
    n.figure('F-N 曲线与 GB 36894-2018 社会风险线', fnSvg(facts.result, 'zh', facts.head.parkName), 430),
    para(
      '两条线均以 N = 1 处 ',
      ...sci(limits.upperAtOne, 0),
      ' 和 ',
      ...sci(limits.lowerAtOne, 0),
      ` 为起点，斜率 ${String(limits.slope).replace('-', '−')}。任一点达到或超过上线为不可接受，全部低于下线为可接受，其间为尽可能降低区；N 大于 1000 一律按不可接受处理（记忆值，待核对）。`,
    ),
    ...beyondMost(facts).map((t) => para(t)),
    ...(base.verdict.zone !== withDomino?.verdict.zone && withDomino
      ? [para('计与不计多米诺的判定不同。含多米诺的曲线为上界，判定须结合第 8 章的主要连锁逐条核实后采用。')]
      : []),
  ];
}

/** Chapter 6: each protected target against its limit. */
export function targetsChapter(facts: ReportFacts, naming: Naming, n: Numbering): Content[] {
  const { result } = facts;
  const broken = result.targets.filter((t) => t.breaks);
  const shown = result.targets.slice(0, MOST_TARGETS);
  return [
    chapter('6', '防护目标符合性'),
    para(
      `按 GB 36894-2018“${STATE_WORDS[result.state] ?? result.state}”一栏的限值判定。${broken.length === 0 ? `${result.targets.length} 个防护目标均未超限。` : `${broken.length} 个防护目标超限：${broken.map((t) => naming.target(t.id)).join('、')}。`}`,
    ),
    ...n.table('防护目标的个人风险（比值大的在前，计多米诺）', {
      head: ['防护目标', '分类', '个人风险（/年）', '限值（/年）', '比值', '判定', '主要来源（占该处风险）'],
      widths: [72, 84, 58, 52, 34, 32, '*'],
      rows: shown.map((t): TableCell[] => [
        naming.target(t.id),
        TARGET_WORDS[t.targetClass] ?? t.targetClass,
        sciCell(t.riskPerYear),
        sciCell(t.limitPerYear, 0),
        right(t.ratio.toFixed(t.ratio < 0.1 ? 3 : 2)),
        { text: t.breaks ? '超限' : '符合', bold: t.breaks, alignment: 'center' },
        t.contributions
          .slice(0, 3)
          .map((c) => `${naming.vessel(c.vesselId)} ${t.riskPerYear > 0 ? share(c.riskPerYear / t.riskPerYear) : ''}`)
          .join('；') || '–',
      ]),
    }),
    ...(result.targets.length > shown.length
      ? [remark(`共 ${result.targets.length} 个，此处列出比值最大的 ${shown.length} 个。`)]
      : []),
  ];
}

/** Chapter 7: who brings the risk. */
export function contributionsChapter(facts: ReportFacts, naming: Naming, n: Numbering): Content[] {
  const { result } = facts;
  const vessels = result.vessels.toSorted((a, b) => b.share - a.share).slice(0, MOST_VESSELS);
  const enterprises = result.enterprises.toSorted((a, b) => b.share - a.share);
  return [
    chapter('7', '企业与设备的风险贡献'),
    ...n.table('企业对园区 PLL 的贡献', {
      head: ['企业', '设备台数', '自身事故（人/年）', '被连锁引发（人/年）', '传给他人（次/年）', '占园区'],
      widths: ['*', 46, 84, 88, 80, 48],
      rows: enterprises.map((e): TableCell[] => [
        naming.enterprise(e.id),
        right(e.vessels),
        sciCell(e.pllPerYear),
        sciCell(e.dominoPllPerYear),
        sciCell(e.dominoSpreadPerYear),
        right(share(e.share)),
      ]),
    }),
    n.figure(
      `贡献最大的 ${Math.min(12, vessels.length)} 台设备（占园区 PLL）`,
      barsSvg(
        vessels.slice(0, 12).map((v) => ({
          name: shortened(`${naming.vessel(v.id)} · ${naming.enterprise(v.enterpriseId)}`, 24),
          value: v.share,
          text: share(v.share),
        })),
      ),
    ),
    ...n.table(`贡献最大的 ${vessels.length} 台设备`, {
      head: ['设备', '企业', '自身（人/年）', '连锁（人/年）', '被引发（次/年）', '传出（次/年）', '占园区'],
      widths: ['*', 92, 60, 60, 66, 60, 42],
      rows: vessels.map((v): TableCell[] => [
        naming.vessel(v.id),
        naming.enterprise(v.enterpriseId),
        sciCell(v.pllPerYear),
        sciCell(v.dominoPllPerYear),
        sciCell(v.dominoFailuresPerYear),
        sciCell(v.dominoSpreadPerYear),
        right(share(v.share)),
      ]),
    }),
  ];
}
