/** A model of the engine as the report names it: what for, by what source, and how sure the transcription is. */
export type ReportModel = {
  readonly what: string;
  readonly model: string;
  readonly source: string;
  readonly certainty: 'read' | 'memory' | 'derived';
};

/** The models behind every figure, in the order they are used. Kept beside the engine: a change there is said here. */
export const REPORT_MODELS: readonly ReportModel[] = [
  {
    what: '泄漏场景与频率',
    model:
      '每台设备 10 mm、25 mm、100 mm 孔泄漏，10 分钟全部泄出，瞬时破裂五种场景；25 mm 和 100 mm 由公开频率拆分而得',
    source: 'Purple Book（CPR 18E，1999）；拆分为本引擎假定',
    certainty: 'memory',
  },
  {
    what: '泄漏速率',
    model: '液体、气体孔口流（含临界流）；闪蒸液体按闪蒸份额的两倍进入空气（含夹带液滴）',
    source: 'CCPS 1999；AQ/T 3046-2013 附录 E',
    certainty: 'read',
  },
  {
    what: '液池',
    model:
      '围堰面积或 1 厘米厚度限定的液池，不大于 17 600 m²；按环境温度下的蒸气压（不超过大气压）蒸发，未计沸腾初期的快速汽化',
    source: 'MacKay–Matsugu 蒸发式；厚度为 Purple Book 惯例',
    certainty: 'memory',
  },
  {
    what: '大气扩散',
    model: '高斯烟羽（TNO 系数）、高斯烟团（CCPS 系数）；重气用 Britter–McQuaid 关联式',
    source: 'CCPS 1999；HSE CRR 17/1988；精度约 2 倍',
    certainty: 'read',
  },
  {
    what: '池火、喷射火、火球',
    model: 'Thomas 火焰高度与圆柱视角系数；AQ/T 3046 喷射火长度；CCPS 火球',
    source: 'AQ/T 3046-2013 附录 E；CCPS',
    certainty: 'read',
  },
  {
    what: '闪火与蒸气云爆炸',
    model: '燃烧下限范围内致死；TNT 当量法（Swisdak 1994 曲线），30 kPa 以上致死',
    source: 'AQ/T 3046-2013 第 10.4 条；CCPS',
    certainty: 'read',
  },
  {
    what: '人员伤害',
    model: '热辐射 Pr = −36.38 + 2.56 ln(t·q^4/3)；毒性 Pr = a + b ln(C^n·t)，暴露不超过 30 分钟；社会风险按表 10 修正',
    source: 'AQ/T 3046-2013 式（6）、表 10；Purple Book 表 5.2',
    certainty: 'memory',
  },
  {
    what: '点火',
    model:
      '直接点火按物质活性和规模取值；延迟点火概率见计算设置，其中 40% 爆炸、60% 闪火；有毒且可燃的物质未立即点火时按中毒计算，未计延迟点火',
    source: 'Purple Book（CPR 18E，1999）',
    certainty: 'memory',
  },
  {
    what: '多米诺升级',
    model: '热辐射按失效时间与应急到场时间比较；超压按概率单位；碎片；蒙特卡罗模拟多级连锁，固定随机种子',
    source: 'Cozzani 2004–2006；Landucci 2009',
    certainty: 'memory',
  },
  {
    what: '风险准则',
    model: '个人风险限值和社会风险线',
    source: 'GB 36894-2018（限值转引自 2014 年试行标准，防护目标分类的对应未核对原文）',
    certainty: 'memory',
  },
];
