-- The exchange door: rows that wait for their parent, stops of units, and what each batch came to.

-- A row whose parent is not here yet, whole, as it was read. Released by itself when the parent comes; senders do not order their tables.
create table exchange_held (
  enterprise_id uuid not null references enterprise,
  entity text collate "C" not null,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  variant text collate "C" not null,
  waits_for_entity text collate "C" not null,
  waits_for_id uuid not null,
  row jsonb not null,                           -- the canonical row and its extra fields
  source_updated_at timestamptz not null,
  held_since timestamptz not null,
  primary key (enterprise_id, entity, id)
);
call yf_tenant_table('exchange_held', '{enterprise,region}');
grant delete on exchange_held to yf_enterprise, yf_region, yf_sector, yf_park;
create index exchange_held_waits on exchange_held (enterprise_id, waits_for_id);
comment on table exchange_held is 'receipt';

-- A unit out of use or under overhaul, as senders say it: several stops a unit, each with its own life.
create table unit_stop (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  unit_id uuid not null,
  stopped_from timestamptz not null,
  stopped_to timestamptz,
  reason text,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  origin text not null default 'hand',
  source_updated_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, unit_id) references risk_unit (enterprise_id, id)
);
call yf_tenant_table('unit_stop');
create index unit_stop_unit on unit_stop (enterprise_id, unit_id);

-- One import: who, what, how it came out. Its rows' results are kept as long as the batch.
create table exchange_batch (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  variant text collate "C" not null,
  received_at timestamptz not null,
  received_by text not null,
  sha256 text collate "C" not null,
  counts jsonb not null,
  results jsonb not null,
  primary key (enterprise_id, id)
);
call yf_tenant_table('exchange_batch', '{enterprise,region}');
create index exchange_batch_at on exchange_batch (enterprise_id, received_at desc, id desc);
comment on table exchange_batch is 'receipt';
