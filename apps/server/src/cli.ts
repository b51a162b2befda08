import { parseArgs } from 'node:util';
import type { Command } from './cli/command.ts';
import { COMMANDS } from './cli/commands.ts';
import { readConfig } from './platform/config/config.ts';
import { plainReason } from './platform/start-error.ts';

/** `npm run yufang -- <command>`: the operator's tool. */
async function main(args: readonly string[]): Promise<number> {
  const name = Object.keys(COMMANDS)
    .sort((a, b) => b.length - a.length)
    .find((n) => args.slice(0, n.split(' ').length).join(' ') === n);
  const command = name === undefined ? undefined : COMMANDS[name];
  if (!name || !command) {
    const wanted = args.length > 0 && !['help', '--help', '-h'].includes(args[0] ?? '');
    if (wanted) console.error(`There is no command "${args.join(' ')}". These are there:\n`);
    (wanted ? console.error : console.log)(help(Object.values(COMMANDS)));
    return wanted ? 1 : 0;
  }
  const { values, positionals } = parsed(args.slice(name.split(' ').length), command);
  if (values.help) {
    console.log(help([command]));
    return 0;
  }
  const flags = values as Record<string, string | boolean | undefined>;
  const call = { config: readConfig(process.env), words: positionals, flags, say: (line: string) => console.log(line) };
  return (await command.run(call)) ?? 0;
}

function parsed(args: string[], command: Command) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      strict: true,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help([command])}`);
    process.exit(1);
  }
}

const help = (commands: readonly Command[]): string =>
  [
    'npm run yufang -- <command>   (settings come from the same environment variables as the server)',
    '',
    ...commands.map((c) => `  ${c.usage}\n      ${c.about}`),
  ].join('\n');

// Said outright: the database's exit hook would end the process with 0.
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(plainReason(error) ?? error);
    process.exit(1);
  },
);
