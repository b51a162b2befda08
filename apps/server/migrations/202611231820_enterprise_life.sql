-- Registration, changes that wait for the county, moves between places, reports of the public.

-- lon/lat are WGS-84, for maps; what the enterprise gave stands beside them in its own reference system (crs).
alter table enterprise add column given_lon double precision, add column given_lat double precision;
create index enterprise_code on enterprise (code);
create index enterprise_card on enterprise (card_code);
create index risk_unit_point_code on risk_unit (point_code) where point_code is not null;
create index person_phone on person (enterprise_id, phone_hash) where phone_hash is not null;

-- A registration, or a change of the particulars that decide who supervises.
create table enterprise_request (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  kind text not null check (kind in ('registration', 'change')),
  state text not null default 'open' check (state in ('open', 'approved', 'refused', 'withdrawn')),
  fields jsonb not null,                        -- what is asked for, by particular
  follow_hash text collate "C",                 -- of the code by which the applicant follows a registration
  applicant_id text not null,                   -- account
  applicant text not null,
  applicant_phone_cipher text,
  applicant_phone_tail text,
  reason text,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id)
);
call yf_tenant_table('enterprise_request', '{enterprise,region}');
create unique index enterprise_request_open on enterprise_request (enterprise_id) where state = 'open';
create index enterprise_request_county on enterprise_request (county_code, state, created_at, id);
create index enterprise_request_follow on enterprise_request (follow_hash) where follow_hash is not null;

-- When an enterprise moves to another county, park or sector, its history goes with it. The codes are not part of the hash; nothing else of the log
-- may ever be touched.
grant update (city_code, county_code, sector, park_id) on change to yf_system;

-- A command that waited behind a move must not go on under the old codes: the chain's head says which hold now.
alter table change_head add column industry text collate "C", add column scale text;

-- What the simple mode set up, so that saying it again changes nothing.
create table simple_setup (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  trade text not null,
  edition text not null,
  risks text[] not null,
  org_unit_id uuid not null,
  post_id uuid not null,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, org_unit_id) references org_unit (enterprise_id, id),
  foreign key (enterprise_id, post_id) references post (enterprise_id, id)
);
call yf_tenant_table('simple_setup');

-- Reports without an account (12350). They belong to a county; enterprises have no access at all, so that nobody learns who reported.
create table public_report (
  id uuid primary key,                          -- made by the phone
  city_code text collate "C" not null,
  county_code text collate "C" not null,
  follow_hash text collate "C" not null unique,
  enterprise_id uuid,
  danger_id uuid,
  place text not null,
  description text not null,
  lon double precision, lat double precision,
  reporter text,
  phone_cipher text,
  phone_tail text,
  state text not null default 'open' check (state in ('open', 'placed', 'rejected')),
  answer text,
  decided_by text,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index public_report_county on public_report (county_code, created_at desc, id desc);
create index public_report_new on public_report (created_at desc, id desc);
alter table public_report enable row level security;
alter table public_report force row level security;
create policy yf_region_scope on public_report to yf_region
  using (county_code >= yf_region_lo() and county_code < yf_region_hi())
  with check (county_code >= yf_region_lo() and county_code < yf_region_hi());
create policy yf_system_scope on public_report to yf_system using (true) with check (true);
grant select, update on public_report to yf_region;
grant select, insert, update on public_report to yf_system;
comment on table public_report is 'platform';
