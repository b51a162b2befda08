import { z } from 'zod';
import { ConfigSchema } from './config.ts';

/** Each setting with its default as the operator would write it (a switch is on or off) and what it is for. */
export function settings(): { readonly name: string; readonly fallback: string | null; readonly about: string }[] {
  return Object.entries(ConfigSchema.shape).map(([name, field]) => {
    const parsed = z.safeParse(field, undefined);
    const value = parsed.success ? parsed.data : undefined;
    const fallback = typeof value === 'boolean' ? (value ? 'on' : 'off') : value === undefined ? null : String(value);
    return { name, fallback, about: field.description ?? '' };
  });
}

/** docs/settings.md, made from the schema that the server checks at start. */
export function settingsPage(): string {
  const rows = settings().map((s) => `| \`${s.name}\` | ${s.fallback ? `\`${s.fallback}\`` : ''} | ${s.about} |`);
  return `# Settings\n\nMade by \`npm run docs:operations\` from the schema that the server checks at start; a wrong value stops it with a sentence that says what to set.\n\n| variable | default | for |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}
