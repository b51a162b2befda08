import { CERTAINTIES, REFERENCE_STATUSES } from '@yufang/domain';
import { z } from 'zod';
import { Day, defineRoute, Instant, PUBLIC, roles, SIGNED_IN, text } from './route.ts';

const tag = 'reference';
const base = '/api/v1/reference';
const ADMIN = roles('system_admin');
const Kind = z
  .string()
  .regex(/^[a-z_]+(\.[A-Za-z0-9-]+)?$/)
  .max(80);
const Edition = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u);
const EditionParams = z.object({ kind: Kind, edition: Edition });

/** One edition without its content. `applies`: this is the one the rules go by today. */
export const ReferenceRow = z
  .object({
    kind: z.string(),
    edition: z.string(),
    title: z.string(),
    titleEn: z.string(),
    standard: z.string().nullable(),
    clause: z.string().nullable(),
    inForceFrom: Day.nullable(),
    status: z.enum(REFERENCE_STATUSES),
    certainty: z.enum(CERTAINTIES),
    source: z.string(),
    sourceEn: z.string(),
    applies: z.boolean(),
    /** Name of who wrote it here; null: as shipped. */
    updatedBy: z.string().nullable(),
    updatedAt: Instant,
  })
  .meta({ id: 'ReferenceRow' });
export type ReferenceRow = z.infer<typeof ReferenceRow>;

export const ReferenceView = ReferenceRow.extend({ payload: z.unknown() }).meta({ id: 'ReferenceView' });
export type ReferenceView = z.infer<typeof ReferenceView>;

/** Every edition of every kind: a few dozen. */
export const listReference = defineRoute({
  id: 'listReference',
  method: 'GET',
  path: base,
  tag,
  summary: 'Editions of reference data with standard, status and certainty',
  access: SIGNED_IN,
  query: z.object({
    kind: Kind.optional(),
    status: z.enum(REFERENCE_STATUSES).optional(),
    certainty: z.enum(CERTAINTIES).optional(),
    search: z.string().trim().max(60).optional(),
  }),
  reply: z.object({ rows: z.array(ReferenceRow), total: z.int(), next: z.null() }),
});

export const getReference = defineRoute({
  id: 'getReference',
  method: 'GET',
  path: `${base}/:kind/:edition`,
  tag,
  summary: 'One edition with its content',
  access: SIGNED_IN,
  params: EditionParams,
  reply: ReferenceView,
});

const Draft = z.object({
  title: text(200),
  titleEn: text(300),
  standard: text(80).nullable(),
  clause: text(80).nullable(),
  certainty: z.enum(CERTAINTIES),
  source: text(400),
  payload: z.unknown(),
});

/** A new edition begins as a draft. Refusals: `reference.edition_exists`, `reference.malformed` (field), `reference.unknown_kind`. */
export const draftReference = defineRoute({
  id: 'draftReference',
  method: 'POST',
  path: base,
  tag,
  summary: 'Draft a new edition',
  access: ADMIN,
  body: Draft.extend({ kind: Kind, edition: Edition }),
  reply: ReferenceView,
});

/** Refusals: `reference.not_found`, `reference.not_a_draft`, `reference.shipped`, `reference.malformed`. */
export const saveReferenceDraft = defineRoute({
  id: 'saveReferenceDraft',
  method: 'PUT',
  path: `${base}/:kind/:edition`,
  tag,
  summary: 'Change a draft that was written here',
  access: ADMIN,
  params: EditionParams,
  body: Draft,
  reply: ReferenceView,
});

/** From then on it is not changed any more. Refusals: `reference.not_found`, `reference.not_a_draft`. */
export const putReferenceInForce = defineRoute({
  id: 'putReferenceInForce',
  method: 'POST',
  path: `${base}/:kind/:edition/in-force`,
  tag,
  summary: 'Put a draft in force from a day',
  access: ADMIN,
  params: EditionParams,
  body: z.object({ from: Day, reason: text(200) }),
  reply: ReferenceView,
});

/** Refusals: `reference.not_found`, `reference.last_edition` when nothing else would apply. */
export const retireReference = defineRoute({
  id: 'retireReference',
  method: 'POST',
  path: `${base}/:kind/:edition/retirement`,
  tag,
  summary: 'Retire an edition',
  access: ADMIN,
  params: EditionParams,
  body: z.object({ reason: text(200) }),
  reply: ReferenceView,
});

/** The contract for machines: OpenAPI 3.1, made from the very definitions that the server binds. */
export const getOpenApi = defineRoute({
  id: 'getOpenApi',
  method: 'GET',
  path: '/api/v1/openapi.json',
  tag: 'meta',
  summary: 'This contract as OpenAPI 3.1',
  access: PUBLIC,
  reply: z.record(z.string(), z.unknown()),
});
