import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../platform/config/config.ts';
import { csv } from './files.ts';
import { qraProvince } from './province.ts';
import { qraRun } from './run.ts';
import { QRA_SENTENCES } from './sentences.ts';
import { qraTanks } from './tanks.ts';

const ROOT = join(import.meta.dirname, '../../../../..');
const EXAMPLE = join(ROOT, 'seeds/demo/park/example-park.json');

async function run(path: string, out: string): Promise<{ readonly code: number | undefined; readonly said: string }> {
  const lines: string[] = [];
  const call = {
    config: readConfig({}),
    words: [path],
    flags: { out, language: 'en' },
    say: (l: string) => lines.push(l),
  };
  return { code: await qraRun.run(call), said: lines.join('\n') };
}

test('the example park gives all files, and the drawings are SVG with the figures of the result', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qra-'));
  try {
    const example = JSON.parse(await readFile(EXAMPLE, 'utf8'));
    const small = join(folder, 'park.json');
    const grid = { ...example.grid, stepM: 100 };
    await writeFile(small, JSON.stringify({ ...example, grid, domino: { histories: 2000 }, measures: { vessels: 1 } }));
    const { code, said } = await run(small, join(folder, 'out'));
    expect(said).toContain('PLL');
    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([
      'contours-base.geojson',
      'contours.geojson',
      'domino-edges.csv',
      'enterprises.csv',
      'fn.csv',
      'fn.svg',
      'grid.csv',
      'map.svg',
      'measures.csv',
      'report.pdf',
      'result.json',
      'targets.csv',
      'vessels.csv',
    ]);
    const file = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
    expect(JSON.parse(file('contours.geojson')).features).toHaveLength(5);
    expect(file('vessels.csv').trim().split('\r\n')).toHaveLength(example.vessels.length + 1);
    expect(file('map.svg')).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(file('map.svg')).not.toContain('NaN');
    expect(file('fn.svg')).not.toContain('NaN');
    expect(file('report.pdf').slice(0, 5)).toBe('%PDF-');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a refused park ends with 2, its code, its path and a sentence; a file that is none is said plainly', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qra-'));
  try {
    const path = join(folder, 'bad.json');
    const example = JSON.parse(await readFile(EXAMPLE, 'utf8'));
    example.vessels[0].substance = 'unobtainium';
    await writeFile(path, JSON.stringify(example));
    const refused = await run(path, join(folder, 'out'));
    expect(refused.code).toBe(2);
    expect(refused.said).toContain('substance.unknown');
    expect(refused.said).toContain(QRA_SENTENCES['substance.unknown']?.[1]);
    await writeFile(path, '{');
    await expect(run(path, folder)).rejects.toThrow('is not JSON');
    await expect(run(join(folder, 'none.json'), folder)).rejects.toThrow('Cannot read');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a folder of sites is computed once and left alone the second time', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qra-'));
  try {
    const example = JSON.parse(await readFile(EXAMPLE, 'utf8'));
    const park = { ...example, vessels: example.vessels.slice(0, 2), domino: null, measures: { vessels: 0 } };
    const grid = { ...example.grid, stepM: 500 };
    await mkdir(join(folder, 'sites'));
    for (const id of ['a', 'b'])
      await writeFile(join(folder, 'sites', `${id}.json`), JSON.stringify({ ...park, id, grid }));
    const go = async (): Promise<string> => {
      const lines: string[] = [];
      const flags = { out: join(folder, 'out'), language: 'en' };
      const call = { config: readConfig({}), words: [join(folder, 'sites')], flags, say: (l: string) => lines.push(l) };
      expect(await qraProvince.run(call)).toBe(0);
      return lines.join('\n');
    };
    expect(await go()).toBe('1/2  a  computed\n2/2  b  computed');
    expect(await go()).toBe('1/2  a  already-there\n2/2  b  already-there');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a name that a spreadsheet would run is kept as text', () => {
  expect(csv(['id', 'n'], [{ id: '=1+1', n: -1 }])).toBe("\uFEFFid,n\r\n'=1+1,-1\r\n");
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((f) =>
    f.isDirectory()
      ? sources(join(folder, f.name))
      : f.name.endsWith('.ts') && !f.name.endsWith('.test.ts')
        ? [join(folder, f.name)]
        : [],
  );
}

test('every code of the engine has a sentence in Chinese and English', () => {
  const codes = new Set<string>();
  for (const file of sources(join(ROOT, 'packages/qra/src'))) {
    const text = readFileSync(file, 'utf8');
    for (const [, code = ''] of text.matchAll(/(?:refused\(|\.fault\(|code:|\?|:)\s*'([a-z][a-z0-9_]*\.[a-z_]+)'/g))
      codes.add(code);
  }
  expect(codes.size).toBeGreaterThan(50);
  expect([...codes].filter((code) => QRA_SENTENCES[code] === undefined)).toEqual([]);
  for (const [code, [zh, en]] of Object.entries(QRA_SENTENCES)) {
    expect(zh, code).toMatch(/[\u4e00-\u9fff].*[。？]$/);
    expect(en, code).toMatch(/^[^\u4e00-\u9fff]+[.?]$/);
  }
});

test('the data standard’s table of tanks becomes vessels of a park file; without its units it is refused, a bad row is said', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qra-'));
  try {
    const tanks = join(ROOT, 'seeds/demo/park/tanks.json');
    const { data } = JSON.parse(await readFile(tanks, 'utf8')) as { data: Record<string, string | number>[] };
    const code = String(data[0]?.TYSHXYDM);
    const said: string[] = [];
    const bring = (path: string, flags: object) => {
      const out = join(folder, 'out.json');
      const call = {
        config: readConfig({}),
        words: [path],
        flags: { code, out, ...flags },
        say: (l: string) => said.push(l),
      };
      return qraTanks.run(call);
    };
    const told = { crs: 'CGCS2000', pressure: 'MPa_gauge', store: 't' };
    await expect(bring(tanks, {})).rejects.toThrow('--crs');
    expect(await bring(tanks, { ...told, into: EXAMPLE })).toBe(0);
    const park = JSON.parse(await readFile(join(folder, 'out.json'), 'utf8'));
    const example = JSON.parse(await readFile(EXAMPLE, 'utf8'));
    expect(park.vessels).toHaveLength(example.vessels.length + data.length);
    expect(park.vessels.at(-data.length)).toMatchObject({
      id: `${code}:V-2101`,
      enterpriseId: code,
      kind: 'pressurised',
    });
    // As a CSV, with one row that cannot be read.
    const names = Object.keys(data[0] ?? {});
    const rows = data.map((r, i) => names.map((n) => (i === 0 && n === 'CCJZ' ? '神仙水' : (r[n] ?? ''))).join(','));
    const file = join(folder, 'tanks.csv');
    await writeFile(file, [names.join(','), ...rows].join('\r\n'));
    expect(await bring(file, told)).toBe(2);
    expect(said.join('\n')).toContain('row 2 V-2101: CCJZ substance.unknown');
    expect(await bring(file, { ...told, good: true })).toBe(2);
    expect(JSON.parse(await readFile(join(folder, 'out.json'), 'utf8')).vessels).toHaveLength(data.length - 1);
  } finally {
    await rm(folder, { recursive: true });
  }
});
