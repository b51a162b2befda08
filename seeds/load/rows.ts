/** One database row, by column. Dates are ISO text, jsonb is an object wrapped by `json`, arrays are arrays. */
export type Row = Readonly<Record<string, Value>>;
export type Value = string | number | boolean | null | readonly string[] | Json;
/** A jsonb value, told apart from a PostgreSQL array. */
export type Json = { readonly json: unknown };
export const json = (value: unknown): Json => ({ json: value });

/** One step in the change log, as the server's chain will link it. */
export type ChangeStep = {
  readonly atMs: number;
  readonly actorId: string;
  readonly actorName: string;
  readonly actorRole: string;
  readonly entity: string;
  readonly entityId: string;
  readonly action: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>>;
};

/** Tables in an order that satisfies their foreign keys. */
export const TABLES = [
  'enterprise',
  'enterprise_directory',
  'org_unit',
  'post',
  'contractor',
  'person',
  'post_holder',
  'training',
  'risk_object',
  'risk_unit',
  'risk_event',
  'control_measure',
  'measure_duty',
  'inspection_item',
  'inspection_task',
  'inspection_record',
  'hidden_danger',
] as const;
export type Table = (typeof TABLES)[number];

/** Everything that one invented enterprise consists of. */
export type EnterpriseBundle = {
  readonly enterpriseId: string;
  readonly dims: {
    readonly city_code: string;
    readonly county_code: string;
    readonly sector: string;
    readonly park_id: string | null;
  };
  readonly rows: Readonly<Record<Table, Row[]>>;
  readonly changes: ChangeStep[];
};
