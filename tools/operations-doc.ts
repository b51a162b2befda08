import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConfigSchema } from '../apps/server/src/platform/config/config.ts';

/** `npm run docs:operations`: the table of settings in docs/operations.md, made from the schema that the server checks at start. */
const text = operationsTable();
writeFileSync(fileURLToPath(new URL('../docs/settings.md', import.meta.url)), text);

function operationsTable(): string {
  const rows = Object.entries(ConfigSchema.shape).map(([name, field]) => {
    const fallback = z.safeParse(field, undefined);
    const value = fallback.success && fallback.data !== undefined ? `\`${String(fallback.data)}\`` : '';
    return `| \`${name}\` | ${value} | ${field.description ?? ''} |`;
  });
  return `# Settings\n\nMade by \`npm run docs:operations\` from the schema that the server checks at start; a wrong value stops it with a sentence that says what to set.\n\n| variable | default | for |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}
