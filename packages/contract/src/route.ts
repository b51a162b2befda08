import { ENTERPRISE_ROLES, REGULATOR_ROLES, type Role } from '@yufang/domain';
import { IsoDay } from '@yufang/domain/reference/certainty';
import { z } from 'zod';

/** Who may call a route. Rows are cut to the caller's scope besides, by row-level security. */
export type Access =
  | { readonly kind: 'public' }
  /** Any signed-in account, whatever its role. */
  | { readonly kind: 'signed_in' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] };

export const PUBLIC: Access = { kind: 'public' };
export const SIGNED_IN: Access = { kind: 'signed_in' };
/** `roles(...REGULATOR_ROLES, 'safety_officer')` */
export const roles = (...list: readonly Role[]): Access => ({ kind: 'roles', roles: list });
/** Who reads what lies within their duty: every authority, everybody of the enterprise, and experts. */
export const READERS = roles(...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert');

/** JSON unless told: a file download, or a server-sent event stream. `upload`: multipart body, read by the handler. */
export type ReplyKind = 'json' | 'file' | 'stream';

/**
 * One route, said once: the server binds a handler to it, the clients call by it, OpenAPI and the access matrix are made from it.
 * A path with `:enterpriseId` is an enterprise's own: out of the caller's scope it answers 404 `enterprise.not_found`.
 */
export type RouteDef = {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/api/v1/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
  readonly replyKind?: ReplyKind;
  readonly upload?: boolean;
  /** The body's items are judged one by one by the handler, text that cannot be kept included: one bad item does not refuse the others. */
  readonly itemwise?: boolean;
  /** How many of these one server works on at once; those beyond wait, received but untouched. Left out: all that come. */
  readonly atOnce?: number;
  /** Largest body in MB where the usual two are too few. */
  readonly bodyLimitMb?: number;
};

/** Keeps the literal types of a route definition. */
export const defineRoute = <const D extends RouteDef>(def: D): D => def;

type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler is handed, parsed. */
export type RouteInput<D extends RouteDef> = {
  readonly params: Parsed<D['params']>;
  readonly query: Parsed<D['query']>;
  readonly body: D['body'] extends z.ZodType ? z.output<D['body']> : undefined;
};

/** What a client gives to call the route. */
export type RouteCall<D extends RouteDef> = (D['params'] extends z.ZodType
  ? { readonly params: Given<D['params']> }
  : unknown) &
  (D['query'] extends z.ZodType ? { readonly query?: Given<D['query']> } : unknown) &
  (D['body'] extends z.ZodType ? { readonly body: Given<D['body']> } : unknown);

/** What comes back. */
export type RouteReply<D extends RouteDef> = z.output<D['reply']>;

/** Parameters of an enterprise's own routes. */
export const EnterpriseParams = z.object({ enterpriseId: z.uuid() });
/** Parameters of one row of an enterprise. */
export const EnterpriseRowParams = z.object({ enterpriseId: z.uuid(), id: z.uuid() });

/** Keyset paging: `after` is the opaque cursor of the last row seen. */
export const PageQuery = z.object({
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** One or several values of a list parameter: `status=closed`, `status=reported,verified`, or the name repeated. */
export const setOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .union([z.string().max(300), z.array(z.string().max(40)).max(values.length)])
    .transform((given) => (typeof given === 'string' ? given.split(',') : given).filter((v) => v !== ''))
    .pipe(z.array(z.enum(values)).max(values.length));

/** A page of rows; `next` null on the last one. `total` is exact up to 10,000 and null beyond (say "10,000+"). */
export const page = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), next: z.string().nullable(), total: z.int().nullable() });

/** A 6-digit county-or-higher code, or a 9-digit township code. */
export const RegionCode = z.string().regex(/^\d{6}(\d{3})?$/);
/** A business day, YYYY-MM-DD of the years 1900 to 2199, Asia/Shanghai. */
export const Day = IsoDay;
/** An instant, ISO 8601 with offset. */
export const Instant = z.iso.datetime({ offset: true });
/** Text that a person typed: trimmed, no control characters but newline and tab, no halves of characters. HTML is kept as text; every screen escapes it. */
export const text = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[[\P{Cc}\n\r\t]--\p{Cs}]*$/v, { error: 'control_characters' });

type WithoutDefault<T> = T extends z.ZodDefault<infer I> ? I : T;
type Change<T extends z.ZodRawShape> = { [K in keyof T]: z.ZodOptional<WithoutDefault<T[K]>> };

/**
 * A schema's fields as a change of a row: each may be absent, and what is absent stays absent. Zod's own `.partial()` keeps the defaults,
 * so that a PATCH would silently put back what it did not name.
 */
export const changeOf = <T extends z.ZodRawShape>(shape: z.ZodObject<T>): z.ZodObject<Change<T>> =>
  z.object(
    Object.fromEntries(
      Object.entries(shape.shape).map(([key, field]) => [
        key,
        z.optional(field instanceof z.ZodDefault ? field.unwrap() : field),
      ]),
    ),
  ) as z.ZodObject<Change<T>>;
