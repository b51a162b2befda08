-- The causal chain of the national data standard: object → unit → event → measure.

create table risk_object (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  kind text not null check (kind in ('place', 'activity', 'process')),
  name text not null,
  code text collate "C",                        -- hazardCode / hazardCode1 of a sending system
  major_hazard boolean not null default false,  -- a major-hazard installation by GB 18218
  org_unit_id uuid,
  duty_person_name text,
  location text,
  lon double precision, lat double precision,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  origin text not null default 'hand',          -- hand | template | exchange:<variant>
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, org_unit_id) references org_unit (enterprise_id, id)
);
call yf_tenant_table('risk_object');

create table risk_unit (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  object_id uuid not null,
  name text not null,
  worksheet text not null check (worksheet in ('JHA', 'SCL', 'HAZOP')),
  org_unit_id uuid,
  duty_person_name text,
  declared_grade text check (declared_grade in ('red', 'orange', 'yellow', 'blue')),  -- riskClass of a sending system
  grade text check (grade in ('red', 'orange', 'yellow', 'blue')),                    -- worst assessed of its events
  live_grade text check (live_grade in ('red', 'orange', 'yellow', 'blue')),          -- the same, raised by open dangers
  stopped boolean not null default false,
  stopped_from timestamptz,
  stopped_to timestamptz,
  stopped_reason text,
  point_code text collate "C",                  -- opaque: what the QR at the point carries
  lon double precision, lat double precision,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  origin text not null default 'hand',
  source_updated_at timestamptz,                -- the sender's own update time, to tell stale from new
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, object_id) references risk_object (enterprise_id, id),
  foreign key (enterprise_id, org_unit_id) references org_unit (enterprise_id, id)
);
call yf_tenant_table('risk_unit');
create index risk_unit_object on risk_unit (enterprise_id, object_id);
create index risk_unit_grade on risk_unit (county_code, live_grade, enterprise_id, id) where state = 'active';

create table risk_event (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  unit_id uuid not null,
  name text not null,
  accident_type text,                           -- GB 6441 name
  factor text check (factor in ('person', 'thing', 'management', 'environment')),
  consequence text,
  worksheet_row jsonb not null default '{}',    -- step / check item + standard / node + parameter + guide word + deviation …
  method text not null default 'declared' check (method in ('LEC', 'LS', 'MES', 'direct', 'declared')),
  method_edition text,
  scores jsonb,
  product numeric,
  grade text check (grade in ('red', 'orange', 'yellow', 'blue')),        -- assessed
  live_grade text check (live_grade in ('red', 'orange', 'yellow', 'blue')),
  tier text check (tier in ('company', 'workshop', 'team', 'post')),
  review_state text not null default 'draft' check (review_state in ('draft', 'submitted', 'reviewed', 'approved', 'returned')),
  author_id text, reviewer_id text, approver_id text,
  revision integer not null default 1,
  reviewed_on date,
  next_review_on date,
  review_note text,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  origin text not null default 'hand',
  source_updated_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, unit_id) references risk_unit (enterprise_id, id)
);
call yf_tenant_table('risk_event', '{enterprise}');
create index risk_event_unit on risk_event (enterprise_id, unit_id);
create index risk_event_grade on risk_event (county_code, live_grade, enterprise_id, id) where state = 'active';
create index risk_event_city_grade on risk_event (city_code, live_grade, enterprise_id, id) where state = 'active';

create table control_measure (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  event_id uuid not null,
  unit_id uuid not null,
  measure_class text not null check (measure_class in ('engineering', 'management', 'training', 'ppe', 'emergency')),
  data_source text not null default 'inspection' check (data_source in ('inspection', 'monitoring')),  -- dataSrc 2 / 1
  classify1 text, classify2 text, classify3 text,       -- the sender's own classes, kept as given
  description text not null,
  check_content text,                           -- 排查内容
  tier text check (tier in ('company', 'workshop', 'team', 'post')),
  duty_post_id uuid,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  origin text not null default 'hand',
  source_updated_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, event_id) references risk_event (enterprise_id, id),
  foreign key (enterprise_id, unit_id) references risk_unit (enterprise_id, id),
  foreign key (enterprise_id, duty_post_id) references post (enterprise_id, id)
);
call yf_tenant_table('control_measure');
create index control_measure_event on control_measure (enterprise_id, event_id);
create index control_measure_unit on control_measure (enterprise_id, unit_id);
create index control_measure_post on control_measure (enterprise_id, duty_post_id);

-- Four-colour map: a plan and the areas drawn on it; colours are read from the live grade, never stored.
create table floor_plan (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  name text not null,
  attachment_id uuid not null,
  width integer not null, height integer not null,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, attachment_id) references attachment (enterprise_id, id)
);
call yf_tenant_table('floor_plan');

create table plan_area (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  plan_id uuid not null,
  object_id uuid,
  unit_id uuid,
  name text not null,
  polygon jsonb not null,                       -- [[x, y], …] in 0..1 of the plan's width and height
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, plan_id) references floor_plan (enterprise_id, id),
  foreign key (enterprise_id, object_id) references risk_object (enterprise_id, id),
  foreign key (enterprise_id, unit_id) references risk_unit (enterprise_id, id)
);
call yf_tenant_table('plan_area');
