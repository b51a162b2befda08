import type { Command } from './command.ts';
import { seed } from './seed.ts';

/** Every command by the words it is called with. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  seed,
};
