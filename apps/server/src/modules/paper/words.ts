import type { MeasureClass, RiskGrade, Tier } from '@yufang/domain';

export type Lang = 'zh' | 'en';

/** The grade as paper shows it: bar colour, text on the bar, shape, word. */
export const GRADE: Readonly<
  Record<RiskGrade | 'none', { solid: string; on: string; tint: string; shape: string; zh: string; en: string }>
> = {
  red: { solid: '#C5221F', on: '#FFFFFF', tint: '#FCE8E6', shape: '◆', zh: '重大风险', en: 'Major risk' },
  orange: { solid: '#D9630B', on: '#FFFFFF', tint: '#FDEEDF', shape: '▲', zh: '较大风险', en: 'High risk' },
  yellow: { solid: '#F0B400', on: '#1F2328', tint: '#FEF5D6', shape: '●', zh: '一般风险', en: 'Moderate risk' },
  blue: { solid: '#1F6FD6', on: '#FFFFFF', tint: '#E4EFFC', shape: '■', zh: '低风险', en: 'Low risk' },
  none: { solid: '#8A918E', on: '#FFFFFF', tint: '#F0F2F1', shape: '○', zh: '未评级', en: 'Not graded' },
};

/** Everything paper says in its own words. */
export const WORDS = {
  zh: {
    card: '岗位安全风险告知卡',
    board: '安全风险公告栏',
    handbook: '岗位安全操作案头手册',
    plate: '一企一码',
    points: '点位码标签',
    pointsHow: '剪下贴在点位旁。排查时用手机扫码；扫不了时输入码下面的字。',
    plan: '安全风险四色分布图',
    worksheets: '风险分析评价表',
    post: '岗位',
    department: '所属部门',
    holders: '在岗人员',
    worst: '最高风险等级',
    duty: '岗位安全职责',
    no: '序号',
    place: '风险点 / 单元',
    event: '风险事件',
    accident: '易发事故',
    grade: '风险等级',
    measures: '管控措施',
    emergency: '应急处置',
    tier: '管控层级',
    responsible: '责任部门 / 责任人',
    consequence: '可能后果',
    flow: '作业流程',
    step: '步骤',
    action: '规范动作',
    hazard: '危险因素',
    control: '风险管控',
    checks: '排查内容',
    cycle: '频次',
    area: '区域',
    target: '对应风险点',
    legend: '图例',
    none: '无',
    noData: '本岗位暂无管控措施。',
    boardNote: '按实时等级由高到低排列；红、橙、黄、蓝分别为重大、较大、一般、低风险。',
    scan: '扫码查看本企业安全承诺与四色图，或领取检查任务',
    scanCard: '扫码查看实时等级',
    call: '安全生产举报 12350　火警 119　急救 120',
    invented: '演示数据，企业为虚构',
    page: (p: number, n: number) => `第 ${p} 页 共 ${n} 页`,
    basis: '依据',
    revision: '版次',
    printed: '打印日期',
    draft: '草案，待核实',
    raised: '因存在未整改隐患，实时等级上调',
    code: '统一社会信用代码',
    personal: (m: number) => `${m} 项措施`,
  },
  en: {
    card: 'Post risk card',
    board: 'Risk notice board',
    handbook: 'Post handbook',
    plate: 'One enterprise, one code',
    points: 'Labels of the points',
    pointsHow:
      'Cut out and stick on beside each point. Scan when inspecting; where no camera helps, type the letters below.',
    plan: 'Four-colour risk map',
    worksheets: 'Risk analysis worksheets',
    post: 'Post',
    department: 'Department',
    holders: 'People at this post',
    worst: 'Gravest risk',
    duty: 'Safety duty',
    no: 'No.',
    place: 'Risk point / unit',
    event: 'Risk',
    accident: 'Accident',
    grade: 'Grade',
    measures: 'Control measures',
    emergency: 'In an emergency',
    tier: 'Tier',
    responsible: 'Department / person',
    consequence: 'Consequence',
    flow: 'Flow of work',
    step: 'Step',
    action: 'Right action',
    hazard: 'Hazard',
    control: 'Control',
    checks: 'What to check',
    cycle: 'How often',
    area: 'Area',
    target: 'Risk point',
    legend: 'Legend',
    none: 'None',
    noData: 'No control measure stands against this post yet.',
    boardNote: 'Gravest live grade first: red, orange, yellow and blue are major, high, moderate and low risk.',
    scan: 'Scan for the promise and the four-colour card, or for your tasks',
    scanCard: 'Scan for the live grade',
    call: 'Report a danger 12350   Fire 119   Ambulance 120',
    invented: 'Demo data: this enterprise is invented',
    page: (p: number, n: number) => `Page ${p} of ${n}`,
    basis: 'Basis',
    revision: 'Revision',
    printed: 'Printed',
    draft: 'draft, to be verified',
    raised: 'raised by open dangers',
    code: 'Credit code',
    personal: (m: number) => `${m} measures`,
  },
} as const;

export const CLASS: Readonly<Record<MeasureClass, Record<Lang, string>>> = {
  engineering: { zh: '工程技术', en: 'Engineering' },
  management: { zh: '管理', en: 'Management' },
  training: { zh: '培训教育', en: 'Training' },
  ppe: { zh: '个体防护', en: 'PPE' },
  emergency: { zh: '应急处置', en: 'Emergency' },
};
export const TIER: Readonly<Record<Tier, Record<Lang, string>>> = {
  company: { zh: '公司级', en: 'Company' },
  workshop: { zh: '车间级', en: 'Workshop' },
  team: { zh: '班组级', en: 'Team' },
  post: { zh: '岗位级', en: 'Post' },
};
const CYCLE: Readonly<Record<string, Record<Lang, string>>> = {
  hour: { zh: '小时', en: 'h' },
  shift: { zh: '班', en: 'shift' },
  day: { zh: '天', en: 'day' },
  week: { zh: '周', en: 'week' },
  month: { zh: '月', en: 'month' },
  quarter: { zh: '季', en: 'quarter' },
  year: { zh: '年', en: 'year' },
};
/** "每 2 周" / "every 2 weeks". */
export function cycleText(n: number, unit: string, lang: Lang): string {
  const word = CYCLE[unit]?.[lang];
  if (!word) return lang === 'zh' ? '专项' : 'on occasion';
  if (lang === 'zh') return n === 1 ? `每${word}` : `每 ${n} ${word}`;
  return n === 1 ? `every ${word}` : `every ${n} ${word}s`;
}
