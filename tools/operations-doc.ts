import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { settingsPage } from '../apps/server/src/platform/config/settings-doc.ts';

/** `npm run docs:operations`: the table of settings in docs/settings.md. */
writeFileSync(fileURLToPath(new URL('../docs/settings.md', import.meta.url)), settingsPage());
