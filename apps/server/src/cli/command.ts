import type { parseArgs } from 'node:util';
import type { Config } from '../platform/config/config.ts';

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** What a command was called with. */
export type Call = {
  readonly config: Config;
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly say: (line: string) => void;
};

/** One command of `yufang`. */
export type Command = {
  readonly usage: string;
  readonly about: string;
  readonly options?: Options;
  /** @returns the exit code; nothing is 0 */
  readonly run: (call: Call) => Promise<number | undefined>;
};

export const text = (call: Call, flag: string): string | undefined => {
  const value = call.flags[flag];
  return typeof value === 'string' ? value : undefined;
};
