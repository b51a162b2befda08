import type { ParkResult } from '@yufang/qra/assessment/park-result';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { type Naming, type ReportFacts, type ReportWorkItem, shortened } from './facts.ts';
import { bullets, center, chapter, type Numbering, para, right, sci, sciCell, section, share } from './style.ts';
import { barsSvg } from './svg-bars.ts';
import { ITEM_WORDS, MEASURE_WORDS } from './words.ts';

const MOST = 40;

const wholePll = (r: ParkResult): number => r.societal.withDomino?.pllPerYear ?? r.societal.base.pllPerYear;
const word = (measure: string): string => MEASURE_WORDS[measure] ?? measure;

/** Chapter 9: which barrier first. */
export function measuresChapter(facts: ReportFacts, naming: Naming, n: Numbering): Content[] {
  const { measures } = facts.result;
  if (measures === null) return [chapter('9', '措施排序'), para('本次评估未试算措施。')];
  const e = measures.effects;
  const pll = wholePll(facts.result);
  const useful = measures.ranked.filter((m) => m.totalRemovedPerYear > 0);
  return [
    chapter('9', '措施排序'),
    para(
      '对重点设备逐一试加单项措施后重新计算，按减少的 PLL 排序。各项单独试算，效果不能直接相加；“占园区”为减少量占园区 PLL（',
      ...sci(pll),
      ' 人/年）的比例。',
    ),
    para('假定效果（均为本引擎的假定，实施前须核算）：'),
    bullets([
      `${word('inventory-cut')}：存量减至原来的 ${share(e['inventory-cut'].fillFactor)}`,
      `${word('shut-off')}：泄漏在 ${e['shut-off'].shutOffS} 秒内切断（不适用于 10 分钟泄出和瞬时破裂）`,
      `${word('dike')}：围堰面积减至 ${share(e.dike.bundFactor)}`,
      `${word('fireproofing')}：失效时间延长 ${e.fireproofing.minutes} 分钟`,
      `${word('spray')}：到达壁面的热辐射减至 ${share(e.spray.heatFactor)}`,
      `${word('spacing')}：沿背离最近设备的方向移开 ${e.spacing.moveM} 米`,
    ]),
    n.figure(
      `减少风险最多的 ${Math.min(12, useful.length)} 项措施（占园区 PLL）`,
      barsSvg(
        useful.slice(0, 12).map((m) => ({
          name: shortened(`${naming.vessel(m.vesselId)} · ${word(m.measure)}`, 24),
          value: m.totalRemovedPerYear,
          text: share(m.totalRemovedPerYear / pll),
        })),
      ),
    ),
    ...n.table(`措施排序（前 ${Math.min(MOST, useful.length)} 项）`, {
      head: ['序', '企业', '设备', '措施', '减少 PLL（人/年）', '其中连锁（人/年）', '占园区'],
      widths: [20, 92, '*', 100, 66, 66, 42],
      rows: useful
        .slice(0, MOST)
        .map((m, i): TableCell[] => [
          center(i + 1),
          naming.enterprise(m.enterpriseId),
          naming.vessel(m.vesselId),
          word(m.measure),
          sciCell(m.totalRemovedPerYear),
          sciCell(m.dominoPllRemovedPerYear),
          right(share(m.totalRemovedPerYear / pll)),
        ]),
    }),
  ];
}

/** Chapter 10: the work list as it stands; without one, what the ranking proposes, by enterprise. */
export function workChapter(facts: ReportFacts, naming: Naming, n: Numbering): Content[] {
  if (facts.work === null || facts.work.length === 0) return proposed(facts, naming, n);
  const own = facts.work.filter((i) => i.enterprise === null);
  const enterprises = [...new Set(facts.work.flatMap((i) => i.enterprise ?? []))];
  return [
    chapter('10', '工作清单'),
    para('以下为平台中由本次评估生成的工作清单及打印时的办理状态。'),
    section('10.1', '一园一策'),
    ...n.table('园区自身的工作', itemTable(own)),
    section('10.2', '一企一策'),
    ...enterprises.flatMap((name) => n.table(name, itemTable((facts.work ?? []).filter((i) => i.enterprise === name)))),
  ];
}

const itemTable = (items: readonly ReportWorkItem[]) => ({
  head: ['序', '工作', '减少 PLL（人/年）', '占园区', '责任人', '期限', '状态'],
  widths: [20, '*', 66, 42, 60, 60, 44],
  rows: items.map((i, at): TableCell[] => [
    center(at + 1),
    i.text,
    i.removedPerYear === null ? center('–') : sciCell(i.removedPerYear),
    right(i.removedShare === null ? '–' : share(i.removedShare)),
    center(i.owner ?? '待定'),
    center(i.deadline ?? '待定'),
    center(ITEM_WORDS[i.state] ?? i.state),
  ]),
});

function proposed({ result }: ReportFacts, naming: Naming, n: Numbering): Content[] {
  const pll = wholePll(result);
  const useful = (result.measures?.ranked ?? []).filter((m) => m.totalRemovedPerYear > 0);
  const broken = result.targets.filter((t) => t.breaks);
  const society = (result.societal.withDomino ?? result.societal.base).verdict.zone;
  const park = [
    ...broken.map(
      (t) => `降低“${naming.target(t.id)}”处的个人风险（现为限值的 ${t.ratio.toFixed(2)} 倍），或调整其用途、位置`,
    ),
    ...(society === 'unacceptable'
      ? ['社会风险落入不可接受区：核实主要贡献设备和连锁，落实第 9 章的措施后重新评估']
      : []),
    ...(society === 'alarp' ? ['社会风险落入尽可能降低区：按第 9 章的措施逐项论证并落实'] : []),
  ];
  const enterprises = [...new Set(useful.map((m) => m.enterpriseId))];
  return [
    chapter('10', '工作清单'),
    para(
      '本次评估尚未在平台中生成工作清单。以下由第 6 章至第 9 章的结果直接列出，供园区交办时参考；责任人和期限待定。',
    ),
    section('10.1', '一园一策（建议）'),
    park.length === 0 ? para('没有超限的防护目标，社会风险可接受：保持现有管控，数据变化后重新评估。') : bullets(park),
    section('10.2', '一企一策（建议）'),
    ...enterprises.flatMap((id) =>
      n.table(naming.enterprise(id), {
        head: ['序', '设备', '措施', '减少 PLL（人/年）', '占园区'],
        widths: [24, '*', 140, 90, 60],
        rows: useful
          .filter((m) => m.enterpriseId === id)
          .slice(0, 8)
          .map((m, i): TableCell[] => [
            center(i + 1),
            naming.vessel(m.vesselId),
            word(m.measure),
            sciCell(m.totalRemovedPerYear),
            right(share(m.totalRemovedPerYear / pll)),
          ]),
      }),
    ),
  ];
}
