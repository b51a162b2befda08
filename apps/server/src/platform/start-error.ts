import { ConfigError } from './config/config.ts';
import { DataFolderBusy } from './db/embedded.ts';
import { MigrationError } from './db/migrate.ts';

/** Something the operator can put right; the message is one sentence that says how. */
export class StartError extends Error {}

const SYSTEM: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The database does not answer: start it, or set DATABASE_URL to where it is.',
  ENOTFOUND: 'The host of the database is unknown: set DATABASE_URL to where it is.',
  ENOSPC: 'The disk is full: make room, or set YUFANG_DATA to a folder on another one.',
  EACCES: 'The data folder may not be written: give this user the right, or set YUFANG_DATA to another folder.',
  '57P01': 'The database was stopped while it was needed: start again; what was under way is undone.',
  '28P01': 'The database refuses the password: set DATABASE_URL with the right one.',
  '28000': 'The database refuses this user: set DATABASE_URL with one that may sign in.',
  '3D000': 'The database does not exist: create it, or set DATABASE_URL to one that does.',
  '42501': 'The database user has too few rights: it must own the database and may create roles (DATABASE_URL).',
};

/** The sentence for an expected failure, or null for a bug that deserves its stack. */
export function plainReason(error: unknown): string | null {
  if (
    error instanceof StartError ||
    error instanceof ConfigError ||
    error instanceof DataFolderBusy ||
    error instanceof MigrationError
  )
    return error.message;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const sentence = SYSTEM[code];
  return sentence ? `${sentence} (${error instanceof Error && error.message ? error.message : code})` : null;
}
