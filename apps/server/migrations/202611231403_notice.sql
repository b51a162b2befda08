-- What somebody must know. A projection of the change log, written in the transaction of the change it tells of: it can be made again
-- and is therefore not itself part of the chain. Addressed to one account or to everybody who holds a role within reach of the row.
create table notice (
  enterprise_id uuid not null references enterprise,
  id uuid not null,                             -- UUIDv7
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  at timestamptz not null,
  topic text collate "C" not null,              -- <entity>.<what happened>, the key of its sentence in the clients
  urgency text not null check (urgency in ('info', 'action', 'urgent')),
  entity text collate "C" not null,
  entity_id uuid not null,
  params jsonb not null,                        -- what the sentence needs: number, name, level, deadline …
  actor_id text not null,                       -- who caused it: is not told
  to_account text collate "C",
  to_role text collate "C",
  xid bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (enterprise_id, id),
  check ((to_account is null) <> (to_role is null))
);
call yf_tenant_table('notice', '{enterprise,region}');
revoke update on notice from yf_enterprise, yf_region, yf_sector, yf_park;
create index notice_account on notice (to_account, at desc, id desc) where to_account is not null;
create index notice_enterprise_role on notice (enterprise_id, to_role, at desc, id desc) where to_role is not null;
create index notice_role_county on notice (to_role, county_code, at desc, id desc) where to_role is not null;
create index notice_role_city on notice (to_role, city_code, at desc, id desc) where to_role is not null;
create index notice_role on notice (to_role, at desc, id desc) where to_role is not null;
create index notice_entity on notice (enterprise_id, entity_id);
create index notice_xid on notice (xid);

-- One row a reader: reading is each person's own.
create table notice_read (
  enterprise_id uuid not null,
  notice_id uuid not null,
  account_id text collate "C" not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  at timestamptz not null,
  primary key (enterprise_id, notice_id, account_id),
  foreign key (enterprise_id, notice_id) references notice (enterprise_id, id)
);
call yf_tenant_table('notice_read', '{enterprise,region}');
revoke update on notice_read from yf_enterprise, yf_region, yf_sector, yf_park;
