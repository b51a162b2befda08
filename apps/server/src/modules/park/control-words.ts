import type { ParkMeasure } from '@yufang/domain';

type Words = {
  /** What stands on the measure and what is looked at when it is inspected. */
  readonly measure: Readonly<Record<ParkMeasure, { readonly does: string; readonly check: string }>>;
  readonly unit: (vessel: string) => string;
  readonly event: (vessel: string, substance: string) => string;
  readonly consequence: string;
};

/** Words of the chain that a work item is turned into: rows of an enterprise's register are text, so the server writes them. */
export const CONTROL_WORDS: Readonly<Record<'zh' | 'en', Words>> = {
  zh: {
    unit: (vessel) => `${vessel}本体及附属设施`,
    event: (vessel, substance) => `${vessel}（${substance}）失效泄漏，引发火灾、爆炸、中毒或波及相邻装置`,
    consequence: '人员伤亡，并可能引发多米诺事故（园区整体性安全风险评估）',
    measure: {
      'inventory-cut': { does: '降低最大储存量', check: '液位（储量）不超过降低后的上限，联锁与标识一致' },
      'shut-off': {
        does: '泄漏检测联锁紧急切断',
        check: '气体探测器、紧急切断阀完好，联锁投用，动作时间符合设计',
      },
      dike: { does: '缩小围堰（防火堤）面积', check: '围堰完好、无破损，排水阀关闭，堤内无积水杂物' },
      fireproofing: { does: '设置防火层', check: '防火层完整，无脱落、开裂、积水' },
      spray: { does: '设置固定水喷淋', check: '喷淋阀组、喷头完好，水源压力正常，按期试喷' },
      spacing: { does: '增大与相邻设备的间距', check: '间距内未新增设备、车辆停放或临时堆放' },
    },
  },
  en: {
    unit: (vessel) => `${vessel}, body and fittings`,
    event: (vessel, substance) =>
      `${vessel} (${substance}) fails and releases: fire, explosion, poisoning, or harm to neighbouring plant`,
    consequence: 'Deaths and injuries; may set off dominoes (whole-park risk assessment)',
    measure: {
      'inventory-cut': {
        does: 'Lower the largest quantity held',
        check: 'Level stays below the lowered limit; interlock and sign agree with it',
      },
      'shut-off': {
        does: 'Leak detection with emergency shut-off',
        check: 'Detectors and shut-off valves sound, interlock in service, closing time as designed',
      },
      dike: {
        does: 'Smaller bund area',
        check: 'Bund whole and tight, drain valve shut, no water or things inside',
      },
      fireproofing: { does: 'Fireproofing', check: 'Coating whole: nothing fallen off, cracked or wet' },
      spray: { does: 'Fixed water spray', check: 'Valves and nozzles sound, water pressure right, tested when due' },
      spacing: {
        does: 'Wider spacing to the neighbouring equipment',
        check: 'Nothing new, parked or stored in the space between',
      },
    },
  },
};
