import { FREQUENCY_KIND_OF, INPUT_DEFAULTS } from '@yufang/qra/assessment/park-input';
import { DEFAULT_SETTINGS } from '@yufang/qra/park/types';
import { findSubstance } from '@yufang/qra/substance/library';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { metresOf, type Naming, type ReportFacts, vesselLabel } from './facts.ts';
import { center, chapter, type Numbering, para, remark, right, section, share } from './style.ts';
import { planSvg } from './svg-plan.ts';
import { roseSvg } from './svg-rose.ts';
import { FREQUENCY_WORDS, KIND_WORDS, STATE_WORDS, TARGET_WORDS } from './words.ts';

/** So many vessels are printed; the whole list is in the park file. */
const MOST_VESSELS = 600;
const MOST_TARGETS = 300;

const substanceName = (key: string): string => {
  const found = findSubstance(key);
  return found.ok ? found.value.nameZh : key;
};
/** To four digits: what was computed from other figures has no end. */
const four = (v: number): string => String(Number(v.toPrecision(4)));
const round = (v: number, digits: number): string => String(Number(v.toFixed(digits)));

/** Chapter 2: what the figures were computed from. */
export function inputsChapter(facts: ReportFacts, naming: Naming, n: Numbering): Content[] {
  const { input, result } = facts;
  const ids = [...new Set(input.vessels.map((v) => v.enterpriseId))];
  const day = input.population.reduce((sum, p) => sum + p.day, 0);
  const night = input.population.reduce((sum, p) => sum + p.night, 0);
  return [
    chapter('2', '基础资料'),
    section('2.1', '企业与设备'),
    para(
      `坐标原点为东经 ${input.origin.lonDeg}°、北纬 ${input.origin.latDeg}°（${input.origin.referenceSystem}）。设备位置见图 1，逐台清单见附录 A。`,
    ),
    ...n.table('企业一览', {
      head: ['企业', '设备台数', '存量合计（t）', '主要物质'],
      widths: ['*', 60, 90, 200],
      rows: ids.map((id): TableCell[] => {
        const own = result.vessels.filter((v) => v.enterpriseId === id);
        const kg = own.reduce((sum, v) => sum + v.inventoryKg, 0);
        const names = [...new Set(own.map((v) => substanceName(v.substance)))];
        return [naming.enterprise(id), right(own.length), right(round(kg / 1000, 1)), names.slice(0, 8).join('、')];
      }),
    }),
    n.figure('园区设备与人口分布', planSvg(facts, naming, { people: true }), 322),
    section('2.2', '气象'),
    para(`采用 ${input.weather.length} 个天气类别与风向的联合频率；风向为来风方向，各类别频率之和为 1。`),
    ...n.table('天气类别', {
      head: ['稳定度', '风速（m/s）', '年频率', '其中白天'],
      widths: ['*', '*', '*', '*'],
      rows: input.weather.map((w): TableCell[] => [
        center(w.stability),
        right(four(w.windSpeedMS)),
        right(share(w.sectorShare.reduce((a, b) => a + b, 0))),
        right(share(w.dayShare)),
      ]),
    }),
    n.figure('风向玫瑰图（各类别合计，来风方向）', roseSvg(input.weather), 270),
    section('2.3', '人口与防护目标'),
    para(
      input.population.length === 0
        ? '未给出人口：社会风险为零仅因此故，不代表无风险。'
        : `人口网格 ${input.population.length} 个，白天 ${round(day, 0)} 人，夜间 ${round(night, 0)} 人。未单独给出室内比例的，白天取 ${INPUT_DEFAULTS.indoorShareDay}、夜间取 ${INPUT_DEFAULTS.indoorShareNight}。`,
    ),
    ...n.table('防护目标', {
      head: ['名称', '分类', '东向（m）', '北向（m）'],
      widths: ['*', 160, 80, 80],
      rows: input.targets.slice(0, MOST_TARGETS).map((t): TableCell[] => {
        const [x, y] = metresOf(t, naming.plane);
        return [t.name ?? t.id, TARGET_WORDS[t.targetClass] ?? t.targetClass, right(round(x, 0)), right(round(y, 0))];
      }),
    }),
    section('2.4', '计算设置'),
    ...n.table('影响结果的设置', { head: ['项目', '取值'], widths: ['*', 220], rows: settingRows(facts) }),
  ];
}

function settingRows({ result, input }: ReportFacts): TableCell[][] {
  const s = { ...DEFAULT_SETTINGS, ...result.statement.settings };
  const g = result.individual.grid;
  return [
    ['风险限值所用的状态', STATE_WORDS[result.state] ?? result.state],
    ['气温', `${round(s.airTemperatureK - 273.15, 1)} ℃`],
    ['相对湿度', share(s.relativeHumidity)],
    ['延迟点火概率', String(s.delayedIgnition)],
    ['蒸气云爆炸 TNT 当量系数', String(s.tntYield)],
    ['社会风险的人员易损性', s.societalVulnerability === 'aqt3046' ? 'AQ/T 3046 表 10 修正' : '与个人风险相同'],
    ['计算网格', `${g.columns} × ${g.rows} 个节点，间距 ${g.stepM} m`],
    ['多米诺模拟', result.domino ? `${result.domino.histories} 条历史，随机种子 ${result.domino.seed}` : '未计算'],
    ['试算措施的设备', `风险最大与多米诺失效最多的各 ${input.measures?.vessels ?? INPUT_DEFAULTS.measureVessels} 台`],
  ];
}

/** A vessel as it was computed, in the appendix's columns. */
function vesselRow(v: ReportFacts['input']['vessels'][number], kg: number): TableCell[] {
  const b = v.barriers ?? {};
  const barriers = [
    b.shutOffS === undefined ? '' : `切断 ${four(b.shutOffS)} s`,
    b.sprayHeatFactor === undefined ? '' : `喷淋余热 ${share(b.sprayHeatFactor)}`,
    b.fireproofingMin === undefined ? '' : `耐火 ${four(b.fireproofingMin)} min`,
    v.bundAreaM2 === undefined ? '' : `围堰 ${four(v.bundAreaM2)} m²`,
    v.frequencyFactor === undefined ? '' : `频率系数 ${four(v.frequencyFactor)}`,
  ].filter((x) => x !== '');
  const frequency = v.frequencyKind ?? FREQUENCY_KIND_OF[v.kind];
  return [
    vesselLabel(v),
    `${KIND_WORDS[v.kind] ?? v.kind} / ${FREQUENCY_WORDS[frequency] ?? frequency}`,
    substanceName(v.substance),
    right(four(v.volumeM3)),
    right(share(v.fillFraction)),
    right(round(v.pressurePa / 1000, 0)),
    right(round(v.temperatureK - 273.15, 0)),
    right(four(kg / 1000)),
    barriers.join('；') || '–',
  ];
}

/** Appendix A: every vessel as it was computed. */
export function vesselAppendix(facts: ReportFacts, naming: Naming, n: Numbering): Content[] {
  const { input, result } = facts;
  const mass = new Map(result.vessels.map((v) => [v.id, v.inventoryKg]));
  const shown = input.vessels.slice(0, MOST_VESSELS);
  return [
    chapter('附录 A', '设备清单'),
    ...n.table('储罐与设备', {
      small: true,
      head: ['设备', '类型 / 频率类', '物质', '容积 m³', '充装', '压力 kPa', '温度 ℃', '存量 t', '屏障'],
      widths: ['*', 74, 48, 40, 34, 40, 34, 40, 84],
      rows: [...Map.groupBy(shown, (v) => v.enterpriseId)].flatMap(([id, own]): TableCell[][] => [
        [
          { text: naming.enterprise(id), bold: true, colSpan: 9, fillColor: '#F6F7F6' },
          ...Array.from({ length: 8 }, () => ({})),
        ],
        ...own.map((v) => vesselRow(v, mass.get(v.id) ?? 0)),
      ]),
    }),
    ...(input.vessels.length > shown.length
      ? [remark(`共 ${input.vessels.length} 台，此处列出前 ${shown.length} 台，全部见冻结的园区文件。`)]
      : []),
  ];
}
