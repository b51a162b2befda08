import { z } from 'zod';

const onOff = z.enum(['on', 'off']).transform((v) => v === 'on');
const port = z.coerce.number().int().min(1).max(65535);

/** Every setting of the server, with what it is for. `docs/operations.md` is made from these descriptions. */
export const ConfigSchema = z.object({
  YUFANG_PORT: port.default(8080).describe('HTTP port.'),
  YUFANG_HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 behind a reverse proxy.'),
  YUFANG_TRUSTED_PROXIES: z
    .string()
    .regex(
      /^([0-9a-fA-F.:]+(\/\d{1,3})?|loopback|uniquelocal|linklocal)(\s*,\s*([0-9a-fA-F.:]+(\/\d{1,3})?|loopback|uniquelocal|linklocal))*$/,
      {
        error: 'must be addresses or networks (10.0.0.0/8) after commas, or loopback, uniquelocal, linklocal',
      },
    )
    .default('loopback')
    .describe(
      'Reverse proxies whose X-Forwarded-For names the caller; of anybody else it is not believed. Limits and the sign-in log go by it.',
    ),
  YUFANG_PUBLIC_URL: z
    .url()
    .optional()
    .describe('The address people type, for QR codes and links. Default: http://localhost:PORT.'),
  YUFANG_DATA: z.string().default('data').describe('Folder of the embedded database, files and secrets.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional()
    .describe(
      'A PostgreSQL server to use instead of the embedded one; its user must own the database and may create roles.',
    ),
  DATABASE_APP_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional()
    .describe(
      'The same database as the login yufang_app. Default: DATABASE_URL with its session role set to yufang_app.',
    ),
  YUFANG_PG_PORT: port.optional().describe('Port of the embedded PostgreSQL. Default: a free one.'),
  YUFANG_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(16)
    .describe('Database connections of one server process.'),
  YUFANG_DEMO: onOff.default(true).describe('on: an empty database is filled with the invented demo province.'),
  YUFANG_SIMULATOR: onOff.default(true).describe('on: while the demo runs, invented records are made at a slow pace.'),
  YUFANG_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Signs sessions. Default: made once and kept in the data folder.'),
  YUFANG_CIPHER: z
    .enum(['sm4', 'aes'])
    .default('sm4')
    .describe(
      'What seals phone and identity numbers: SM4-GCM, or AES-256-GCM. Choose before the first number is kept.',
    ),
  YUFANG_SM4_KEY: z
    .string()
    .regex(/^[0-9a-f]{32}(,[0-9a-f]{32})*$/, 'must be 32 hexadecimal digits; earlier keys may follow after commas')
    .optional()
    .describe('Encrypts phone and identity numbers (SM4). Default: made once and kept in the data folder.'),
  YUFANG_AES_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/, 'must be 64 hexadecimal digits; earlier keys may follow after commas')
    .optional()
    .describe('The same for YUFANG_CIPHER=aes. Default: made once and kept in the data folder.'),
  YUFANG_IDLE_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(1440)
    .default(30)
    .describe('A session ends after so long without a request.'),
  YUFANG_BOUNDARIES: z
    .string()
    .optional()
    .describe('TopoJSON with layers county, city, province (WGS-84) to use as the map.'),
  YUFANG_MAP_REVIEW_NUMBER: z
    .string()
    .default('')
    .describe('审图号 shown on each map; empty shows that none was given.'),
  YUFANG_UPLOAD_MB: z.coerce.number().min(1).max(100).default(10).describe('Largest uploaded file in MB.'),
  YUFANG_OUTBOX_DAYS: z.coerce
    .number()
    .int()
    .min(2)
    .max(365)
    .default(14)
    .describe('Entries of the outbox are deleted after so many days; the change log itself is kept.'),
  YUFANG_EXCHANGE_ROW_DAYS: z.coerce
    .number()
    .int()
    .min(7)
    .max(3650)
    .default(180)
    .describe(
      'Results of imported rows that were taken without a word are deleted after so many days; counts, refusals and doubts are kept.',
    ),
  YUFANG_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Log level.'),
  YUFANG_JOBS: onOff.default(true).describe('on: this process runs the roll-up folder and the scheduled jobs.'),
});

/** The server's settings, parsed once at start and handed on as a value. */
export type Config = z.infer<typeof ConfigSchema>;

/** Thrown when a setting is wrong; its message is one sentence a setting that says what to set. */
export class ConfigError extends Error {}

/**
 * Read the settings from an environment.
 * @throws {ConfigError} naming every wrong variable, what was found and what it is for
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''));
  const parsed = ConfigSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const field = ConfigSchema.shape[name as keyof typeof ConfigSchema.shape];
    return `Set ${name} differently: ${issue.message}. It is for: ${field?.description ?? 'unknown'} (found: ${JSON.stringify(given[name])})`;
  });
  throw new ConfigError(lines.join('\n'));
}
