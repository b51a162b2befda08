import { z } from 'zod';
import { defineRoute, EnterpriseParams, EnterpriseRowParams, Instant, READERS } from './route.ts';

/** What a file is for. Photos and plans are images; voice is webm, ogg, m4a or wav; documents are PDF, Office or images. */
export const ATTACHMENT_KINDS = ['photo', 'voice', 'plan', 'document'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * A file that a phone holds and announces before it can send the bytes: the id is made by the phone, the hash is of the bytes that will
 * come. What the phone claims (time, place) is kept as claimed, beside what the file itself says.
 */
export const AttachmentClaim = z
  .object({
    id: z.uuid(),
    kind: z.enum(ATTACHMENT_KINDS).default('photo'),
    sha256: Sha256,
    bytes: z.int().min(1).max(200_000_000),
    mime: z.string().max(80).optional(),
    takenAt: Instant.nullish(),
    lon: z.number().min(-180).max(180).nullish(),
    lat: z.number().min(-90).max(90).nullish(),
    accuracyM: z.number().min(0).max(1_000_000).nullish(),
  })
  .meta({ id: 'AttachmentClaim' });
export type AttachmentClaim = z.output<typeof AttachmentClaim>;

/** A file as the platform holds it; `stored` false: announced, its bytes not here yet. */
export const AttachmentView = z
  .object({
    id: z.uuid(),
    kind: z.enum(ATTACHMENT_KINDS),
    sha256: z.string(),
    phash: z.string().nullable(),
    mime: z.string(),
    bytes: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    /** Claimed by the phone or found in the file. */
    takenAt: Instant.nullable(),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
    accuracyM: z.number().nullable(),
    /** What the file's own EXIF says, kept as found: `{ takenAt, lon, lat, make, model, software }`. */
    exif: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
    stored: z.boolean(),
    uploadedBy: z.string(),
    createdAt: Instant,
  })
  .meta({ id: 'AttachmentView' });
export type AttachmentView = z.infer<typeof AttachmentView>;

/**
 * The bytes of one file as the raw request body (`content-type: application/octet-stream` or the file's own). Idempotent by id.
 * Refusals: 413 `attachment.too_large` (params.limitMb), 415 `attachment.not_an_image`, `attachment.not_audio`, `attachment.unknown_type`,
 * 422 `attachment.too_many_pixels`, `attachment.empty`, `attachment.hash_differs` (announced another hash), 409 `attachment.id_reused` (other
 * content stands under this id), 507 `server.disk_full`.
 */
export const putAttachment = defineRoute({
  id: 'putAttachment',
  method: 'PUT',
  path: '/api/v1/enterprises/:enterpriseId/attachments/:id',
  tag: 'attachment',
  summary: 'Upload the bytes of a photo, voice note, plan or document',
  access: READERS,
  params: EnterpriseRowParams,
  query: z.object({
    kind: z.enum(ATTACHMENT_KINDS).default('photo'),
    sha256: Sha256.optional(),
    takenAt: Instant.optional(),
    lon: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
    accuracyM: z.coerce.number().min(0).max(1_000_000).optional(),
  }),
  upload: true,
  reply: AttachmentView,
});

/** What is known of a file, without its bytes. Refusal: 404 `attachment.not_found`. */
export const getAttachment = defineRoute({
  id: 'getAttachment',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/attachments/:id',
  tag: 'attachment',
  summary: 'What is known of one file',
  access: READERS,
  params: EnterpriseRowParams,
  reply: AttachmentView,
});

/** The bytes. `size=thumb`: a WebP of at most 320 px of an image. Refusals: 404 `attachment.not_found`, `attachment.not_stored`. */
export const getAttachmentFile = defineRoute({
  id: 'getAttachmentFile',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/attachments/:id/file',
  tag: 'attachment',
  summary: 'Download one file or its thumbnail',
  access: READERS,
  params: EnterpriseRowParams,
  query: z.object({ size: z.enum(['full', 'thumb']).default('full') }),
  reply: z.unknown(),
  replyKind: 'file',
});

/** Of the ids asked, those whose bytes are not here yet: what a phone still has to send. */
export const listMissingAttachments = defineRoute({
  id: 'listMissingAttachments',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/attachments/missing',
  tag: 'attachment',
  summary: 'Which announced files have not arrived',
  access: READERS,
  params: EnterpriseParams,
  body: z.object({ ids: z.array(z.uuid()).min(1).max(500) }),
  reply: z.object({ missing: z.array(z.uuid()) }),
});
