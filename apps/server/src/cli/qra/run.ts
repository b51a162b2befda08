import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunPhase, runParkAssessment } from '@yufang/qra/assessment/run';
import type { Refused } from '@yufang/qra/result';
import { StartError } from '../../platform/start-error.ts';
import { type Command, text } from '../command.ts';
import { resultFiles } from './files.ts';
import { fnSvg } from './fn-svg.ts';
import { mapSvg } from './map-svg.ts';
import { reportPdf } from './report-pdf.ts';
import { refusalSentence } from './sentences.ts';
import type { Language } from './words.ts';

const MOST_BYTES = 200_000_000;

/** A refusal for a person: where, what, the range, and what to do. */
export function refusalLines(r: Refused, language: Language): string {
  const range = r.min === undefined && r.max === undefined ? '' : ` (${r.min ?? '−∞'} … ${r.max ?? '∞'})`;
  const more = Number(r.params?.faults ?? 1);
  return [
    `${r.code}${r.field === undefined ? '' : ` · ${r.field}`}${r.value === undefined ? '' : ` = ${r.value}`}${range}`,
    `  ${refusalSentence(r.code, language)}`,
    ...(more > 1 ? [`  (${more} faults in all / 共 ${more} 处)`] : []),
  ].join('\n');
}

/** A JSON file; what cannot be read is said in one sentence. */
export async function readJson(path: string): Promise<unknown> {
  const body = await readFile(path).catch((e: NodeJS.ErrnoException) => {
    throw new StartError(`Cannot read ${path}: ${e.code ?? e.message}`);
  });
  if (body.length > MOST_BYTES) throw new StartError(`${path} is larger than ${MOST_BYTES / 1e6} MB.`);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (e) {
    throw new StartError(`${path} is not JSON: ${e instanceof Error ? e.message : String(e)}`);
  }
}

/** `yufang qra run`: the engine alone, without a database. */
export const qraRun: Command = {
  usage: 'qra run PARK.json --out FOLDER [--threads N] [--language zh|en]',
  about:
    'assess a chemical park from one JSON file (docs/qra.md): GeoJSON contours, CSV tables, F-N and map as SVG, the report as PDF (Chinese), all of it as result.json. No database. Ctrl-C cancels; exit 2 when refused',
  options: { out: { type: 'string' }, threads: { type: 'string' }, language: { type: 'string' } },
  run: async (call) => {
    const [path] = call.words;
    const out = text(call, 'out');
    if (path === undefined || out === undefined) throw new StartError('Name the park file and --out FOLDER.');
    const threads = Number(text(call, 'threads') ?? 2);
    if (!Number.isInteger(threads) || threads < 1 || threads > 64)
      throw new StartError('Set --threads to a whole number from 1 to 64.');
    const language = text(call, 'language') ?? 'zh';
    if (language !== 'zh' && language !== 'en') throw new StartError('Set --language to zh or en.');
    const json = await readJson(path);
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    process.once('SIGINT', stop);
    const started = performance.now();
    let said: RunPhase | null = null;
    const ran = await runParkAssessment(json, {
      threads,
      signal: abort.signal,
      onProgress: (_, phase) => {
        if (phase !== said) call.say(`${((performance.now() - started) / 1000).toFixed(1)} s  ${phase}`);
        said = phase;
      },
    });
    process.off('SIGINT', stop);
    if (!ran.ok) {
      call.say(refusalLines(ran, language));
      return 2;
    }
    const run = ran.value;
    await mkdir(out, { recursive: true });
    const files = {
      ...resultFiles(run),
      'fn.svg': fnSvg(run.result, language),
      'map.svg': mapSvg(run, language),
      'report.pdf': await reportPdf(json, run.result),
    };
    for (const [name, body] of Object.entries(files)) await writeFile(join(out, name), body);
    const { individual, societal, targets, domino, measures } = run.result;
    const whole = societal.withDomino ?? societal.base;
    call.say(`${((performance.now() - started) / 1000).toFixed(1)} s  ${Object.keys(files).length} files in ${out}`);
    call.say(`highest individual risk ${individual.maximumPerYear.toExponential(2)} a year`);
    call.say(`PLL ${whole.pllPerYear.toExponential(3)} deaths a year, F-N ${whole.verdict.zone}`);
    call.say(`${targets.filter((t) => t.breaks).length} of ${targets.length} protected targets break their limit`);
    if (domino !== null) call.say(`${domino.cascadesPerYear.toExponential(2)} domino cascades a year`);
    const best = measures?.ranked[0];
    if (best !== undefined)
      call.say(
        `first measure: ${best.measure} on ${best.vesselId} (−${best.totalRemovedPerYear.toExponential(2)} a year)`,
      );
    return 0;
  },
};
