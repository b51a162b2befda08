import { readFile, writeFile } from 'node:fs/promises';
import { importParkVessels } from '@yufang/contract/park';
import { PARK_INPUT_FORMAT, readParkInput } from '@yufang/qra';
import { z } from 'zod';
import { tankRowsOfAny } from '../../modules/park/tank-file.ts';
import { vesselsOfTanks } from '../../modules/park/tank-vessels.ts';
import { checkVessel, inputVessel } from '../../modules/park/vessel-check.ts';
import { Refused } from '../../platform/errors/refused.ts';
import { StartError } from '../../platform/start-error.ts';
import { type Call, type Command, text } from '../command.ts';
import { readJson, refusalLines } from './run.ts';

/** What of a park file is looked at here; the rest stays as it is. */
const Park = z.looseObject({
  format: z.literal(PARK_INPUT_FORMAT),
  enterprises: z.array(z.looseObject({ id: z.string() })).default([]),
  vessels: z.array(z.looseObject({ id: z.string(), enterpriseId: z.string() })).default([]),
});
const TOLD = ['crs', 'pressure', 'store', 'fill', 'kind', 'frequency-kind'] as const;
const QUERY_OF: Readonly<Record<string, string>> = { fill: 'fillPercent', 'frequency-kind': 'frequencyKind' };

/** `yufang qra tanks`: the data standard's table of tanks as the vessels of a park file. */
export const qraTanks: Command = {
  usage:
    'qra tanks TANKS.xlsx|csv|json --code CREDIT_CODE --crs SYSTEM --pressure UNIT [--store t|m3] [--fill PERCENT] [--kind KIND] [--into PARK.json] --out FILE.json [--good]',
  about:
    "turn an enterprise's table of tanks of the data standard into vessels of a park file (docs/qra.md); what the standard leaves open is told once for the file. A tank of the same enterprise and tag is replaced. Exit 2 when a row is refused; --good writes the others all the same",
  options: {
    code: { type: 'string' },
    into: { type: 'string' },
    out: { type: 'string' },
    good: { type: 'boolean' },
    ...Object.fromEntries(TOLD.map((name) => [name, { type: 'string' as const }])),
  },
  run: async (call) => {
    const [path] = call.words;
    const [code, out, into] = [text(call, 'code'), text(call, 'out'), text(call, 'into')];
    if (!path || !code || !out)
      throw new StartError('Name the table, --code with the enterprise’s credit code, and --out FILE.json.');
    const read = vesselsOf(await bytesOf(path), { asked: askedOf(call), creditCode: code });
    for (const line of read.refused) call.say(line);
    call.say(`${read.vessels.length} tanks read, ${read.refused.length} refused`);
    if (read.vessels.length === 0 || (read.refused.length > 0 && call.flags.good !== true)) return 2;
    const made =
      into === undefined
        ? { enterprises: [{ id: code }], vessels: read.vessels }
        : merged(await readJson(into), code, read.vessels);
    if (into !== undefined) {
      const checked = readParkInput(made);
      if (!checked.ok) {
        call.say(refusalLines(checked, 'en'));
        return 2;
      }
    }
    await writeFile(out, `${JSON.stringify(made, null, 1)}\n`);
    call.say(`written to ${out}`);
    return read.refused.length > 0 ? 2 : 0;
  },
};

const bytesOf = (path: string): Promise<Buffer> =>
  readFile(path).catch((e: NodeJS.ErrnoException) => {
    throw new StartError(`Cannot read ${path}: ${e.code ?? e.message}`);
  });

/** What is told for the whole file, by the same words and bounds as at the HTTP door. */
function askedOf(call: Call) {
  const told = TOLD.flatMap((name) => {
    const value = text(call, name);
    return value === undefined ? [] : [[QUERY_OF[name] ?? name, value] as const];
  });
  const read = importParkVessels.query.safeParse(Object.fromEntries(told));
  if (read.success) return read.data;
  throw new StartError(read.error.issues.map((i) => `--${i.path.join('.')}: ${i.message}`).join('\n'));
}

function vesselsOf(bytes: Buffer, from: Parameters<typeof vesselsOfTanks>[1]) {
  const { given, fieldOf } = orSaid(() => vesselsOfTanks(tankRowsOfAny(bytes), from));
  const refused: string[] = [];
  const vessels = given.flatMap((one) => {
    const say = (field: string, code: string, params: object = {}) =>
      refused.push(`row ${one.row} ${one.key}: ${field} ${code} ${JSON.stringify(params)}`);
    if ('errors' in one) {
      for (const e of one.errors) say(e.field, e.code, e.params);
      return [];
    }
    const { tag, name, plant: _, note: __, crs, ...figures } = one.vessel;
    try {
      const { lon, lat, substance } = checkVessel({ ...figures, crs });
      const id = `${from.creditCode}:${tag}`;
      return [
        inputVessel({ ...figures, lon, lat, substance }, { id, enterpriseId: from.creditCode, name: `${tag} ${name}` }),
      ];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, field, params } = error.refusal;
      say(fieldOf(one.row, field ?? ''), code, params);
      return [];
    }
  });
  return { vessels, refused };
}

/** A refusal of the whole file as a sentence of the command. */
function orSaid<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused)
      throw new StartError(
        error.refusal.code === 'park.tank_asked'
          ? 'The standard names neither reference system nor unit of pressure: tell --crs and --pressure.'
          : `${error.refusal.code} ${JSON.stringify(error.refusal.params ?? {})}`,
      );
    throw error;
  }
}

/** A park file with an enterprise's tanks brought in; those of the same id are replaced. */
function merged(json: unknown, code: string, vessels: readonly { readonly id: string }[]) {
  const park = Park.safeParse(json);
  if (!park.success) throw new StartError(`--into is no park file: ${z.prettifyError(park.error)}`);
  const { enterprises, vessels: there, ...rest } = park.data;
  const brought = new Set(vessels.map((v) => v.id));
  return {
    ...rest,
    enterprises: enterprises.some((e) => e.id === code) ? enterprises : [...enterprises, { id: code }],
    vessels: [...there.filter((v) => !brought.has(v.id)), ...vessels],
  };
}
