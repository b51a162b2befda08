import type { RiskProfile } from './profile.ts';

/** Deviation of a process node that an accident type of GB 6441 usually comes from: parameter, guide word, and how people say it. */
const DEVIATIONS: Readonly<Record<string, readonly [parameter: string, guideWord: string, said: string]>> = {
  '05': ['temperature', 'more', '温度过高'],
  '08': ['temperature', 'more', '温度过高'],
  '16': ['pressure', 'more', '压力过高'],
  '17': ['pressure', 'more', '压力过高'],
  '18': ['composition', 'other_than', '介质泄漏、组分异常'],
  '19': ['composition', 'other_than', '介质泄漏、组分异常'],
};
const OTHER = ['flow', 'other_than', '物料走向异常'] as const;

const CLASSES = ['engineering', 'management', 'training', 'ppe', 'emergency'];
const LONGEST = 500;

/** The worksheet row behind a typical risk: a step of an activity, an item of a checklist, a deviation of a node, with the measures that exist. */
export function worksheetRow(risk: RiskProfile): Record<string, unknown> {
  const existing = Object.fromEntries(
    CLASSES.flatMap((c) => {
      const texts = risk.measures.filter((m) => m.measureClass === c).map((m) => m.text);
      return texts.length > 0 ? [[c, texts.join('；').slice(0, 2000)]] : [];
    }),
  );
  const common = { accidentTypes: [risk.accidentType], consequence: risk.consequence, existing };
  const standard = risk.measures.find((m) => m.check !== null)?.check ?? risk.measures[0]?.text ?? risk.event;
  if (risk.kind === 'activity') {
    return {
      worksheet: 'JHA',
      activity: risk.object,
      step: risk.unit,
      hazard: risk.event.slice(0, LONGEST),
      ...common,
    };
  }
  if (risk.kind === 'place') {
    const item = { object: risk.object, item: risk.unit, standard: standard.slice(0, LONGEST) };
    return { worksheet: 'SCL', ...item, deviation: risk.event, ...common };
  }
  const [parameter, guideWord, said] = DEVIATIONS[risk.accidentType] ?? OTHER;
  const { accidentTypes: _, ...hazop } = common;
  return {
    worksheet: 'HAZOP',
    node: risk.object,
    intent: `${risk.unit}平稳运行`,
    parameter,
    guideWord,
    deviation: said,
    causes: risk.event,
    safeguards: Object.values(existing).join('；').slice(0, 2000),
    ...hazop,
  };
}
