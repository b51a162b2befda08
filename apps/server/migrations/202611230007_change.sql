-- The one change log, its chain heads, the outbox that points into it, and the queue of counter deltas. A command writes its row and
-- all of these in one transaction (apps/server/src/modules/change/record.ts is the only writer).

create table change_head (
  enterprise_id uuid primary key,               -- nil uuid: the platform's own chain (accounts, reference data)
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  last_seq bigint not null,
  last_hash bytea not null
);
call yf_tenant_table('change_head', '{enterprise,region}');

create table change (
  enterprise_id uuid not null,
  seq bigint not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  actor_role text not null,
  device text,
  entity text not null,                         -- table name
  entity_id uuid not null,
  action text not null,                         -- create | update | verify | assign | … the command's word
  before jsonb,                                 -- only the fields that changed
  after jsonb,
  prev_hash bytea not null,
  hash bytea not null,                          -- SM3(prev_hash ‖ canonical JSON of the rest)
  primary key (enterprise_id, seq)
);
call yf_tenant_table('change', '{enterprise,region}');
-- Nobody rewrites history: insert only, for every scope but the retention job's.
revoke update on change from yf_enterprise, yf_region, yf_sector, yf_park;
revoke update, delete on change from yf_system;
create index change_entity on change (enterprise_id, entity_id, seq);
create index change_at on change (at desc);
grant select on change, change_head to yf_audit;
create policy yf_audit_scope on change to yf_audit using (true);
create policy yf_audit_scope on change_head to yf_audit using (true);

-- A pointer "enterprise E moved on from seq a to seq b" with what a live screen needs to show. Relay, notices and SSE read it.
create table outbox (
  id uuid primary key,                          -- UUIDv7
  enterprise_id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  at timestamptz not null,
  from_seq bigint not null,
  to_seq bigint not null,
  topic text not null,                          -- entity.action of the head entry, e.g. hidden_danger.close
  summary jsonb not null
);
call yf_tenant_table('outbox', '{enterprise,region}');
create index outbox_at on outbox (at desc, id desc);
comment on table outbox is 'queue';

-- Counter deltas waiting for the folder. Claimed and deleted in the fold's own transaction; never read by "id > last seen".
create table rollup_queue (
  id uuid primary key,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  industry text collate "C" not null, scale text not null,
  metric text collate "C" not null,
  day date,                                     -- null: a stock; a day: a flow of that business day
  n bigint not null
);
grant insert on rollup_queue to yf_enterprise, yf_region, yf_sector, yf_park;
-- Claiming with `for update skip locked` asks for the update privilege; nothing updates a queued delta.
grant select, insert, update, delete on rollup_queue to yf_system;
comment on table rollup_queue is 'queue';

-- The platform's own chain (enterprise_id = nil) is written by administrators too.
create policy yf_platform_scope on change_head to yf_platform
  using (enterprise_id = '00000000-0000-0000-0000-000000000000') with check (enterprise_id = '00000000-0000-0000-0000-000000000000');
create policy yf_platform_scope on change to yf_platform
  using (enterprise_id = '00000000-0000-0000-0000-000000000000') with check (enterprise_id = '00000000-0000-0000-0000-000000000000');
create policy yf_platform_scope on outbox to yf_platform
  using (enterprise_id = '00000000-0000-0000-0000-000000000000') with check (enterprise_id = '00000000-0000-0000-0000-000000000000');
grant select, insert, update on change_head to yf_platform;
grant select, insert on change, outbox to yf_platform;
