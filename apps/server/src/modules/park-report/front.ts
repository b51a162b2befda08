import type { Content } from 'pdfmake/interfaces.js';
import type { ReportFacts } from './facts.ts';
import { bullets, para, remark, sci, share } from './style.ts';
import { ZONE_WORDS } from './words.ts';

const line = (label: string, value: string): Content => ({
  columns: [
    { width: 120, text: label, color: '#4A514E' },
    { width: '*', text: value },
  ],
  margin: [60, 0, 40, 7],
});

/** A fingerprint in two lines: a word of 64 letters does not break. */
const hash = (sha256: string): string => `SHA-256\n${sha256.slice(0, 32)}\n${sha256.slice(32)}`;

/** The cover: whose, which, by whom, and the hashes that name inputs and result. */
export function cover({ head, result }: ReportFacts): Content[] {
  return [
    { text: head.parkName, fontSize: 20, alignment: 'center', margin: [0, 130, 0, 14] },
    { text: '整体性安全风险评估报告', fontSize: 30, bold: true, alignment: 'center', margin: [0, 0, 0, 10] },
    { text: head.title, fontSize: 13, alignment: 'center', margin: [0, 0, 0, 16] },
    {
      text: '筛查级结果　不替代具有资质机构的法定评估',
      bold: true,
      fontSize: 12,
      alignment: 'center',
      margin: [0, 0, 0, head.invented ? 6 : 110],
    },
    ...(head.invented
      ? [
          {
            text: '演示数据：园区、企业、设备、人口和结果均为虚构',
            bold: true,
            fontSize: 12,
            alignment: 'center' as const,
            margin: [0, 0, 0, 90] as [number, number, number, number],
          },
        ]
      : []),
    ...(head.place ? [line('所在地', head.place)] : []),
    ...(head.number === null ? [] : [line('评估序号', `第 ${head.number} 次`)]),
    line('状态', head.state ?? '平台外计算，未经复核'),
    ...(head.author ? [line('提交人', head.author)] : []),
    ...(head.reviewer ? [line('复核人', `${head.reviewer}${head.frozenOn ? `（${head.frozenOn}）` : ''}`)] : []),
    line('打印日期', head.printedOn),
    line('计算引擎', `豫防定量风险引擎 ${result.statement.engine}`),
    line('输入指纹', hash(result.inputHash)),
    line('结果指纹', hash(head.resultHash)),
  ];
}

/** What the report is and what it is not, said before any figure; and what came out, on one page. */
export function opening(facts: ReportFacts): Content[] {
  const { result, input } = facts;
  const whole = result.societal.withDomino ?? result.societal.base;
  const broken = result.targets.filter((t) => t.breaks);
  const first = result.measures?.ranked[0];
  const top = result.vessels.toSorted((a, b) => b.share - a.share)[0];
  return [
    { text: '使用说明', fontSize: 16, bold: true, margin: [0, 0, 0, 10], pageBreak: 'before' },
    para(
      '本报告由豫防平台按冻结的输入自动计算和排版，给出园区整体的个人风险、社会风险、多米诺效应（风险串联叠加）和措施排序，供园区管理机构确定治理重点、开展准入比对和安排工作清单。',
    ),
    bullets([
      '结果为筛查级：失效频率、点火概率、多米诺阈值和多数物性取自公开手册的记忆值，未逐条核对原文（第 3 章、第 11 章逐项列明）。未经核对，不得作为法定评估、行政许可或处罚的依据。',
      '含多米诺的社会风险为上界：同一连锁中各设备失效造成的死亡直接相加，被多起事故波及的人重复计入。',
      '未考虑地形、建筑物遮挡、火焰倾斜和有毒介质引发的升级；重气扩散关联式的精度约为 2 倍。不同商业软件对同一园区的结果可相差数倍，引用任何等值线时应一并引用这一不确定性。',
      '输入数据由企业填报、园区确认。本报告不核实其真实性；数据有误则结果有误。',
      '用同一输入和同一版本引擎再次计算，应得到相同的结果指纹；指纹不同即说明输入或引擎已变。',
    ]),
    { text: '结论摘要', fontSize: 16, bold: true, margin: [0, 14, 0, 10] },
    bullets([
      `评估范围：${(input.enterprises ?? []).length || new Set(input.vessels.map((v) => v.enterpriseId)).size} 家企业，${input.vessels.length} 台储罐和设备，${input.targets.length} 个防护目标，${input.weather.length} 个天气类别。`,
      { text: ['最高个人风险 ', ...sci(result.individual.maximumPerYear), ' /年。'] },
      {
        text: [
          '潜在生命损失（PLL）：不计多米诺 ',
          ...sci(result.societal.base.pllPerYear),
          ' 人/年（',
          ZONE_WORDS[result.societal.base.verdict.zone] ?? '',
          '）',
          ...(result.societal.withDomino
            ? [
                '；计多米诺（上界）',
                ...sci(result.societal.withDomino.pllPerYear),
                ' 人/年（',
                ZONE_WORDS[whole.verdict.zone] ?? '',
                '）',
              ]
            : []),
          '。',
        ],
      },
      broken.length === 0
        ? `${result.targets.length} 个防护目标的个人风险均未超过 GB 36894-2018 的限值。`
        : `${result.targets.length} 个防护目标中有 ${broken.length} 个超过 GB 36894-2018 的限值（第 6 章）。`,
      ...(result.domino
        ? [
            {
              text: [
                '多米诺连锁 ',
                ...sci(result.domino.cascadesPerYear),
                ` 次/年，最长 ${result.domino.longestChain} 级，使 PLL 增加 `,
                ...sci(result.domino.extraPllPerYear),
                ' 人/年。',
              ],
            },
          ]
        : []),
      ...(top ? [`贡献最大的设备占园区风险的 ${share(top.share)}（第 7 章）。`] : []),
      ...(first
        ? [{ text: ['排在首位的单项措施可减少 PLL ', ...sci(first.totalRemovedPerYear), ' 人/年（第 9 章）。'] }]
        : []),
      ...(facts.grade
        ? [
            `园区安全风险等级：${facts.grade.grade} 级${facts.grade.percent === null ? '' : `（得分率 ${facts.grade.percent}）`}${facts.grade.provisional ? '，为暂评' : ''}，评定日期 ${facts.grade.on}。`,
          ]
        : []),
    ]),
    ...(facts.head.invented ? [remark('演示数据：以上均由虚构的园区计算得出。')] : []),
    {
      toc: {
        title: { text: '目录', fontSize: 16, bold: true, margin: [0, 0, 0, 8] },
        numberStyle: { color: '#4A514E' },
      },
      pageBreak: 'before',
    },
  ];
}
