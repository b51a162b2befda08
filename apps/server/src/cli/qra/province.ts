import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runProvince, type SiteStore } from '@yufang/qra/assessment/province';
import { StartError } from '../../platform/start-error.ts';
import { type Command, text } from '../command.ts';
import { resultFiles } from './files.ts';
import { fnSvg } from './fn-svg.ts';
import { mapSvg } from './map-svg.ts';
import { readJson, refusalLines } from './run.ts';

/** Results in a folder a site; the last file written is result.json, so a folder without it was cut short. */
function folderStore(out: string, language: 'zh' | 'en'): SiteStore {
  return {
    known: async (id) => {
      const body = await readFile(join(out, id, 'result.json'), 'utf8').catch(() => null);
      if (body === null) return null;
      const { inputHash, statement } = JSON.parse(body);
      return { inputHash: String(inputHash), engine: String(statement?.engine) };
    },
    save: async (id, run) => {
      await mkdir(join(out, id), { recursive: true });
      const { 'result.json': result = '', ...files } = resultFiles(run);
      const all = { ...files, 'fn.svg': fnSvg(run.result, language), 'map.svg': mapSvg(run, language) };
      for (const [name, body] of Object.entries(all)) await writeFile(join(out, id, name), body);
      // Under its name once it is whole: a run that is killed in the middle of writing shall not stop the next one.
      await writeFile(join(out, id, 'result.json.part'), result);
      await rename(join(out, id, 'result.json.part'), join(out, id, 'result.json'));
    },
  };
}

/** A file that is no JSON is said and then refused like any other bad site: the others go on. */
const readSite = (path: string, say: (line: string) => void): Promise<unknown> =>
  readJson(path).catch((e: unknown) => {
    say(e instanceof Error ? e.message : String(e));
    return null;
  });

/** `yufang qra province`: all sites of a folder, resumable. */
export const qraProvince: Command = {
  usage: 'qra province FOLDER --out FOLDER [--threads N] [--language zh|en]',
  about:
    'assess every park file (*.json) of a folder, one after another; run it again and it goes on where it was cut short. Exit 2 when a site was refused',
  options: { out: { type: 'string' }, threads: { type: 'string' }, language: { type: 'string' } },
  run: async (call) => {
    const [folder] = call.words;
    const out = text(call, 'out');
    if (folder === undefined || out === undefined)
      throw new StartError('Name the folder of park files and --out FOLDER.');
    const threads = Number(text(call, 'threads') ?? 2);
    if (!Number.isInteger(threads) || threads < 1 || threads > 64)
      throw new StartError('Set --threads to a whole number from 1 to 64.');
    const language = text(call, 'language') ?? 'zh';
    if (language !== 'zh' && language !== 'en') throw new StartError('Set --language to zh or en.');
    const names = await readdir(folder).catch(() => {
      throw new StartError(`Cannot read the folder ${folder}.`);
    });
    const files = names.filter((n) => n.endsWith('.json')).sort();
    if (files.length === 0) throw new StartError(`${folder} holds no park file (*.json).`);
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    process.once('SIGINT', stop);
    const ran = await runProvince(
      files.map((name) => ({ id: basename(name, '.json'), read: () => readSite(join(folder, name), call.say) })),
      folderStore(out, language),
      {
        threads,
        signal: abort.signal,
        onSite: (o, done) => {
          call.say(`${done}/${files.length}  ${o.id}  ${o.state}`);
          if (o.state === 'refused') call.say(refusalLines(o.refusal, language));
        },
      },
    );
    process.off('SIGINT', stop);
    if (!ran.ok) {
      call.say(refusalLines(ran, language));
      return 2;
    }
    return ran.value.some((s) => s.state === 'refused') ? 2 : 0;
  },
};
