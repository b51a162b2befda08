import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { businessDay } from '@yufang/domain/calendar/day';
import { systemActor } from '../modules/change/record.ts';
import { type DivisionOutcome, maintainDivisions } from '../modules/region/maintain.ts';
import { listText, readDivisions } from '../modules/region/read-list.ts';
import { asSystem } from '../platform/db/database.ts';
import { StartError } from '../platform/start-error.ts';
import { attach } from './attach.ts';
import { type Call, type Command, text } from './command.ts';

/** `yufang import divisions`: keep the divisions to the official codes. */
export const importDivisions: Command = {
  usage: 'import divisions FILE.csv [--source TEXT] [--json]',
  about:
    'bring the divisions to an official code list (code, name; valid_from, valid_to where something began or ended). Exit 1 when a line was refused',
  options: { source: { type: 'string' }, json: { type: 'boolean' } },
  run: async (call) => {
    const [file] = call.words;
    if (!file) throw new StartError('Name the list: import divisions FILE.csv');
    const list = read(file);
    const { engine } = await attach(call.config, { alone: false });
    try {
      const now = new Date();
      const by = { actor: systemActor(`cli:${userInfo().username}`), now, today: businessDay(now) };
      const source = text(call, 'source') ?? basename(file);
      const rows = await asSystem(engine.db, (trx) => maintainDivisions(trx, { ...list, source }, by));
      if (call.flags.json) call.say(JSON.stringify(rows, null, 1));
      else summary(call, rows);
      return rows.some((r) => r.outcome === 'refused') ? 1 : 0;
    } finally {
      await engine.stop();
    }
  },
};

function read(file: string): ReturnType<typeof readDivisions> {
  try {
    return readDivisions(listText(readFileSync(file)));
  } catch (error) {
    throw new StartError(`${file} is no list of divisions: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function summary(call: Call, rows: readonly DivisionOutcome[]): void {
  for (const r of rows) {
    if (r.outcome === 'unchanged') continue;
    const why = r.problem ? `: ${r.problem.field} ${r.problem.code}` : '';
    const left = r.enterprises || r.parts ? `: ${r.enterprises} enterprises and ${r.parts} parts still carry it` : '';
    call.say(`  line ${r.line} ${r.code} ${r.name} ${r.outcome}${why}${left}`);
  }
  const counts = Map.groupBy(rows, (r) => r.outcome);
  call.say(`${rows.length} lines: ${[...counts].map(([outcome, list]) => `${list.length} ${outcome}`).join(', ')}`);
}
