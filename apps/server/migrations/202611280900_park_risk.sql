-- The park's whole risk: what its enterprises hold (their own rows), and what the park makes of it (the park's rows).

-- Turns a table into a park's: its own officers and those whose territory it lies in read it, enterprises and administrators do not. Rows are
-- written by the platform after it looked at who asks (modules/park/reach.ts).
create procedure yf_park_table(t regclass)
language plpgsql as $$
declare
  missing text;
  scope record;
begin
  select string_agg(c, ', ') into missing
  from unnest(array['park_id', 'city_code', 'county_code']) c
  where not exists (select from pg_attribute a where a.attrelid = t and a.attname = c and not a.attisdropped);
  if missing is not null then
    raise exception 'park table % lacks %', t, missing;
  end if;
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  for scope in
    select * from (values
      ('yf_region', 'county_code >= yf_region_lo() and county_code < yf_region_hi()'),
      ('yf_sector', 'county_code >= yf_region_lo() and county_code < yf_region_hi()'),
      ('yf_park', 'park_id = yf_park()'),
      ('yf_system', 'true')
    ) as s(role, predicate)
  loop
    execute format('create policy %I on %s to %I using (%s) with check (%s)',
      scope.role || '_scope', t, scope.role, scope.predicate, scope.predicate);
  end loop;
  execute format('grant select on %s to yf_region, yf_sector, yf_park', t);
  execute format('grant select, insert, update, delete on %s to yf_system', t);
  execute format('comment on table %s is %L', t, 'park');
end $$;

create table park_vessel (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  tag text not null,                            -- 位号
  name text not null,
  plant text,                                   -- 装置
  kind text not null check (kind in ('atmospheric', 'pressurised', 'elongated', 'small')),
  frequency_kind text check (frequency_kind in ('pressure-storage', 'process-vessel', 'atmospheric-single',
    'atmospheric-full-containment', 'road-rail-tank', 'shell-tube-exchanger')),
  substance text not null,                      -- id of the engine's library
  volume_m3 double precision not null,
  fill_fraction double precision not null,
  pressure_pa double precision not null,        -- absolute
  temperature_k double precision not null,
  lon double precision not null, lat double precision not null,              -- WGS-84 (CGCS2000 taken as it)
  crs text not null check (crs in ('WGS84', 'CGCS2000', 'GCJ02', 'BD09')),   -- the system it was given in
  given_lon double precision not null, given_lat double precision not null,
  bund_area_m2 double precision,
  frequency_factor double precision,            -- the park's management factor
  barriers jsonb not null default '{}',
  note text,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'confirmed', 'returned', 'withdrawn')),
  reason text,
  confirmed jsonb,                              -- the vessel as last confirmed: what assessments are made of
  confirmed_at timestamptz,
  origin text not null default 'hand',          -- hand | excel | park_file | demo
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id)
);
call yf_tenant_table('park_vessel', '{enterprise,region}');
create unique index park_vessel_tag on park_vessel (enterprise_id, tag) where state <> 'withdrawn';
create index park_vessel_park on park_vessel (park_id, enterprise_id, tag) where park_id is not null;

-- What the park knows of itself, as whole sets: each save is a new row, so that what stood before can be read.
create table park_set (
  park_id uuid not null references park,
  kind text not null check (kind in ('population', 'targets', 'weather', 'settings')),
  version integer not null,
  city_code text collate "C" not null, county_code text collate "C" not null,
  payload jsonb not null,
  notes jsonb not null default '[]',
  origin text not null,
  by_id text not null, by_name text not null,
  at timestamptz not null,
  primary key (park_id, kind, version)
);
call yf_park_table('park_set');

create table park_assessment (
  park_id uuid not null references park,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null,
  number integer not null,
  title text not null,
  state text not null default 'draft' check (state in ('draft', 'in_review', 'frozen', 'withdrawn')),
  source text not null check (source in ('inventory', 'file', 'demo')),
  invented boolean not null default false,
  based_on uuid,
  input jsonb not null,                         -- yufang-park/1
  input_hash text collate "C" not null,
  vessels integer not null, enterprises integer not null,
  readiness jsonb not null default '[]',
  created_by text not null, created_name text not null, created_at timestamptz not null,
  submitted_by text, submitted_name text, submitted_at timestamptz,
  reviewed_by text, reviewed_name text, reviewed_at timestamptz,
  reason text,
  result_run_id uuid,                           -- of the frozen one
  result_hash text collate "C",
  engine text,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (park_id, id),
  unique (park_id, number)
);
call yf_park_table('park_assessment');

create table park_project_check (
  park_id uuid not null references park,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null,
  assessment_id uuid not null,
  name text not null,
  applicant text not null,
  limits text not null check (limits in ('new', 'in-service')),
  proposed jsonb not null,                      -- vessels of the park file's shape
  input_hash text collate "C" not null,         -- of the frozen inputs with them
  requested_by text not null, requested_name text not null, requested_at timestamptz not null,
  run_id uuid,
  verdict text check (verdict in ('within_limits', 'breaks_limit', 'worsens_broken')),
  findings jsonb,
  primary key (park_id, id),
  foreign key (park_id, assessment_id) references park_assessment (park_id, id)
);
call yf_park_table('park_project_check');

create table park_run (
  park_id uuid not null references park,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null,
  assessment_id uuid not null,
  project_check_id uuid,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
  phase text check (phase in ('tables', 'grid', 'domino', 'measures')),
  share double precision not null default 0,
  overall double precision not null default 0,
  requested_by text not null, requested_name text not null, requested_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  beat_at timestamptz,                          -- said by the server that computes it, every second: who falls silent has stopped
  server text,
  attempts integer not null default 0,
  cancel_requested boolean not null default false,
  code text, field text, params jsonb not null default '{}',
  input_hash text collate "C" not null,
  result_hash text collate "C",
  engine text,
  same_bits boolean,
  headline jsonb,
  primary key (park_id, id),
  foreign key (park_id, assessment_id) references park_assessment (park_id, id),
  foreign key (park_id, project_check_id) references park_project_check (park_id, id)
);
call yf_park_table('park_run');
create index park_run_open on park_run (requested_at, id) where state in ('queued', 'running');
create index park_run_input on park_run (park_id, input_hash, ended_at desc) where state = 'done';

create table park_run_result (
  park_id uuid not null,
  run_id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null,
  result jsonb not null,                        -- yufang-park-result/1
  primary key (park_id, run_id),
  foreign key (park_id, run_id) references park_run (park_id, id)
);
call yf_park_table('park_run_result');

-- Work list: an enterprise's items are its own rows, the park's own items the park's.
create table park_work_item (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  assessment_id uuid not null,
  rank integer not null,
  measure text not null check (measure in ('inventory-cut', 'shut-off', 'dike', 'fireproofing', 'spray', 'spacing')),
  vessel_ref text not null,                     -- id of the vessel in the assessment
  vessel_name text not null,
  substance text not null,
  lon double precision, lat double precision,
  removed_per_year double precision not null,
  removed_share double precision not null,
  params jsonb not null default '{}',
  state text not null default 'proposed' check (state in ('proposed', 'assigned', 'done', 'verified', 'declined')),
  owner text,
  deadline date,
  note text,
  done_by text, done_name text, done_at timestamptz,
  verified_by text, verified_name text, verified_at timestamptz,
  unit_id uuid, measure_id uuid, item_id uuid,
  invented boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  unique (enterprise_id, assessment_id, vessel_ref, measure),
  foreign key (enterprise_id, unit_id) references risk_unit (enterprise_id, id),
  foreign key (enterprise_id, measure_id) references control_measure (enterprise_id, id),
  foreign key (enterprise_id, item_id) references inspection_item (enterprise_id, id)
);
call yf_tenant_table('park_work_item', '{enterprise,region}');
create index park_work_item_park on park_work_item (park_id, rank, enterprise_id, id) where park_id is not null;

create table park_own_item (
  park_id uuid not null references park,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null,
  assessment_id uuid not null,
  rank integer not null,
  kind text not null check (kind in ('target', 'societal', 'domino_pair')),
  subject text not null,                        -- what of the result it is about: once an assessment
  params jsonb not null default '{}',
  state text not null default 'proposed' check (state in ('proposed', 'assigned', 'done', 'verified', 'declined')),
  owner text,
  deadline date,
  note text,
  done_by text, done_name text, done_at timestamptz,
  verified_by text, verified_name text, verified_at timestamptz,
  invented boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (park_id, id),
  unique (park_id, assessment_id, kind, subject),
  foreign key (park_id, assessment_id) references park_assessment (park_id, id)
);
call yf_park_table('park_own_item');
