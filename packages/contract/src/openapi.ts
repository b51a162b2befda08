import { z } from 'zod';
import { COMMON_CODES, Problem } from './problem.ts';
import type { RouteDef } from './route.ts';

type Json = Record<string, unknown>;

/** One operation of the document, as far as the access matrix reads it. */
export type Operation = Json & {
  readonly operationId: string;
  readonly 'x-access': { readonly kind: 'public' | 'signed_in' | 'roles'; readonly roles?: readonly string[] };
};

/** The document's shape as our tools read it. */
export type OpenApiDocument = {
  readonly openapi: '3.1.0';
  readonly info: Json;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
};

/**
 * Print routes as an OpenAPI 3.1 document. Schemas named by `meta({ id })` become components; who may call an operation stands
 * in `x-access`.
 * @throws {Error} when two different schemas carry one name
 */
export function openApiDocument(routes: readonly RouteDef[], version = '0.1.0'): OpenApiDocument {
  const schemas: Json = {};
  const schema = (type: z.ZodType, io: 'input' | 'output') => lift(type, io, schemas);
  const problem = schema(Problem, 'output');
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schema, problem) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '豫防 Yufang',
      version,
      description: `Refusals are problem+json (RFC 9457) with a stable code. Any route may answer: ${COMMON_CODES.join(', ')}.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [...new Set(routes.map((r) => r.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'yufang.session_token' } },
    },
  };
}

type Print = (type: z.ZodType, io: 'input' | 'output') => Json;

function operation(route: RouteDef, schema: Print, problem: Json): Operation {
  const parameters = [...fields(route.params, 'path', schema), ...fields(route.query, 'query', schema)];
  const { access } = route;
  const type = { json: 'application/json', file: 'application/octet-stream', stream: 'text/event-stream' }[
    route.replyKind ?? 'json'
  ];
  const body = route.upload
    ? { 'multipart/form-data': { schema: { type: 'object' } } }
    : route.body && { 'application/json': { schema: schema(route.body, 'input') } };
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: {
      200: {
        description: 'Done',
        content: { [type]: type === 'application/json' ? { schema: schema(route.reply, 'output') } : {} },
      },
      default: { description: 'Refused', content: { 'application/problem+json': { schema: problem } } },
    },
    security: access.kind === 'public' ? [] : [{ session: [] }],
    'x-access': access.kind === 'roles' ? { kind: 'roles', roles: [...access.roles] } : { kind: access.kind },
  };
}

function fields(object: z.ZodObject | undefined, where: 'path' | 'query', schema: Print): Json[] {
  if (!object) return [];
  const whole = schema(object, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(whole.properties ?? {}).map(([name, type]) => ({
    name,
    in: where,
    required: where === 'path' || (whole.required ?? []).includes(name),
    schema: type,
  }));
}

/** A schema with its named parts moved to the components. Parts that differ going in and coming out are told apart by name. */
function lift(type: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const printed = z.toJSONSchema(type, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Json;
  const { $schema: _, $defs, ...own } = printed;
  const names = new Map<string, string>();
  const parts = Object.entries(($defs ?? {}) as Record<string, Json>);
  for (const [id, part] of parts) names.set(id, componentName(id, part, io, components));
  const renamed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renamed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([k, v]) => [k, k === '$ref' ? reference(String(v), names) : renamed(v)]),
    );
  };
  for (const [id, part] of parts) components[names.get(id) ?? id] = renamed(part);
  const named = typeof own.id === 'string' ? own.id : null;
  if (!named) return renamed(own) as Json;
  const name = componentName(named, own, io, components);
  components[name] = renamed(own);
  return { $ref: `#/components/schemas/${name}` };
}

/** The name itself, or with `Input` behind it where the same name already stands for another shape. */
function componentName(id: string, part: Json, io: 'input' | 'output', components: Json): string {
  const clean = id.replaceAll(/[^A-Za-z0-9._-]/g, '_');
  const there = components[clean];
  if (there === undefined || shape(there) === shape(part)) return clean;
  return io === 'input' ? `${clean}Input` : `${clean}Output`;
}

/** A shape without the names of what it points at, which differ before and after moving. */
const shape = (value: unknown): string => JSON.stringify(value).replaceAll(/#\/(\$defs|components\/schemas)\//g, '');

const reference = (ref: string, names: ReadonlyMap<string, string>): string => {
  const id = ref.replace('#/$defs/', '');
  return ref.startsWith('#/$defs/') ? `#/components/schemas/${names.get(id) ?? id}` : ref;
};
