import { admins } from './admins.ts';
import { backup, restore } from './backup.ts';
import { migrate, rebuild, verify } from './check.ts';
import type { Command } from './command.ts';
import { importChain } from './import-chain.ts';
import { importDivisions } from './import-divisions.ts';
import { qraProvince } from './qra/province.ts';
import { qraRun } from './qra/run.ts';
import { qraTanks } from './qra/tanks.ts';
import { seed } from './seed.ts';
import { simulate } from './simulate.ts';

/** Every command by the words it is called with. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  migrate,
  admins,
  seed,
  'import chain': importChain,
  'import divisions': importDivisions,
  rebuild,
  verify,
  backup,
  restore,
  simulate,
  'qra run': qraRun,
  'qra province': qraProvince,
  'qra tanks': qraTanks,
};
