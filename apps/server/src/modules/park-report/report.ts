import type { Sheet } from '../paper/sheet.ts';
import { dominoChapter } from './domino.ts';
import { namingOf, type ReportFacts } from './facts.ts';
import { cover, opening } from './front.ts';
import { inputsChapter, vesselAppendix } from './inputs.ts';
import { measuresChapter, workChapter } from './measures.ts';
import { limitsChapter, methodsChapter, scopeChapter, substanceAppendix } from './methods.ts';
import { contributionsChapter, individualChapter, societalChapter, targetsChapter } from './results.ts';
import { Numbering } from './style.ts';

/**
 * The whole-park assessment (整体性安全风险评估报告) of a result: inputs, models with their sources, maps and figures, results against the limits,
 * dominoes, ranked measures, work list, and a plain statement of what is screening level and what is not verified. Every figure is the result's.
 * Set it with `renderPdf`.
 */
export function parkReport(facts: ReportFacts): Sheet {
  const naming = namingOf(facts.input);
  const n = new Numbering();
  const { head, result } = facts;
  return {
    title: `${head.parkName}整体性安全风险评估报告`,
    landscape: false,
    qr: null,
    foot: {
      left: `${head.parkName}整体性安全风险评估报告　筛查级结果　引擎 ${result.statement.engine}　输入 ${result.inputHash.slice(0, 12)}　结果 ${head.resultHash.slice(0, 12)}　打印日期 ${head.printedOn}`,
      invented: head.invented ? '演示数据，均为虚构' : null,
      lang: 'zh',
    },
    content: [
      ...cover(facts),
      ...opening(facts),
      ...scopeChapter(facts),
      ...inputsChapter(facts, naming, n),
      ...methodsChapter(facts, n),
      ...individualChapter(facts, naming, n),
      ...societalChapter(facts, n),
      ...targetsChapter(facts, naming, n),
      ...contributionsChapter(facts, naming, n),
      ...dominoChapter(facts, naming, n),
      ...measuresChapter(facts, naming, n),
      ...workChapter(facts, naming, n),
      ...limitsChapter(facts),
      ...vesselAppendix(facts, naming, n),
      ...substanceAppendix(facts, n),
    ],
  };
}
