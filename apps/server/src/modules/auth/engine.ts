import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import { type Database, outliveServer } from '../../platform/db/database.ts';
import { keepSecret } from '../../platform/db/embedded.ts';

/** The cookie's longest life in seconds; the session's own end, kept in its row, is what counts. */
const COOKIE_SECONDS = 90 * 86_400;

/** Names a person may sign in by; stored in lower case. */
export const USERNAME = /^[a-z0-9][a-z0-9._-]{1,31}$/i;

/** The library behind accounts, with the little of it that our routes use (docs/adr/0010). */
export type AuthEngine = ReturnType<typeof makeAuthEngine>;

const made = new WeakMap<Database, AuthEngine>();

/** The one engine of a database in this process. */
export function authEngineOf(db: Database, config: Config): AuthEngine {
  const found = made.get(db) ?? makeAuthEngine(db, config);
  made.set(db, found);
  return found;
}

/** Signs cookies and locks authenticator secrets. Changing it signs everybody out and asks for new authenticators. */
export const authSecret = (config: Config): string =>
  config.YUFANG_SECRET ?? keepSecret(config.YUFANG_DATA, 'session', () => randomBytes(32).toString('base64url'));

/** Where the platform is reached, for cookies (https: secure) and links. */
export const publicUrl = (config: Config): string =>
  config.YUFANG_PUBLIC_URL ?? `http://localhost:${config.YUFANG_PORT}`;

function makeAuthEngine(db: Database, config: Config) {
  const secret = authSecret(config);
  // The library knows no transactions of ours: its two connections take on the system scope when they open.
  const pool = new pg.Pool({
    ...db.pool.options,
    max: 2,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    options: '-c role=yf_system',
  });
  pool.on('error', () => undefined);
  outliveServer(pool);
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const secure = publicUrl(config).startsWith('https://');
  const auth = betterAuth({
    appName: '豫防 Yufang',
    baseURL: publicUrl(config),
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: kysely, type: 'postgres' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: 128 },
    user: {
      modelName: 'account',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'account_credential',
      fields: {
        accountId: 'external_id',
        providerId: 'provider_id',
        userId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    session: {
      modelName: 'account_session',
      expiresIn: COOKIE_SECONDS,
      disableSessionRefresh: true,
      freshAge: 0,
      fields: {
        userId: 'account_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'account_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      cookiePrefix: 'yufang',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      database: { generateId: () => newId() },
    },
    plugins: [
      username({
        displayUsername: false,
        minUsernameLength: 2,
        maxUsernameLength: 32,
        usernameValidator: (name) => USERNAME.test(name),
      }),
      twoFactor({
        issuer: 'Yufang',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'account_totp',
            fields: {
              userId: 'account_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  });
  const prefix = secure ? '__Secure-yufang' : 'yufang';
  return {
    api: auth.api,
    secret,
    /** Look-ups of the session door: one statement, no transaction around it. */
    pool,
    cookies: { session: `${prefix}.session_token`, pending: `${prefix}.two_factor` },
    close: async () => {
      made.delete(db);
      await kysely.destroy();
    },
  };
}

/**
 * What a cookie of ours carries, if its signature (HMAC-SHA-256, base64, after the last dot) is ours.
 * @param header the request's whole Cookie header
 */
export function signedCookie(engine: AuthEngine, name: string, header: string | undefined): string | null {
  const raw = rawCookie(name, header);
  if (raw === null) return null;
  const value = decoded(raw);
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const own = createHmac('sha256', engine.secret).update(value.slice(0, dot)).digest();
  return given.length === own.length && timingSafeEqual(given, own) ? value.slice(0, dot) : null;
}

/** Whoever sends a broken escape forged it. */
function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return '';
  }
}

/** A cookie as it came, or null. */
export function rawCookie(name: string, header: string | undefined): string | null {
  if (!header) return null;
  const at = header.startsWith(`${name}=`) ? 0 : header.indexOf(`; ${name}=`);
  if (at < 0) return null;
  const from = header.indexOf('=', at) + 1;
  const to = header.indexOf(';', from);
  return header.slice(from, to < 0 ? undefined : to);
}
