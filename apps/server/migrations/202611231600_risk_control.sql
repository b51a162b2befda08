-- Risk grading and control: who at each tier answers for a measure, what changed at the enterprise, uploaded registers.

-- The measure's own tier and post are its main duty (control_measure.tier, duty_post_id). A risk held at a higher tier is controlled at each
-- tier below too (上级管控的风险下级逐级管控): the further tiers of the same measure stand here, one post a tier.
create table measure_duty (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  measure_id uuid not null,
  tier text not null check (tier in ('company', 'workshop', 'team', 'post')),
  post_id uuid not null,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, measure_id) references control_measure (enterprise_id, id),
  foreign key (enterprise_id, post_id) references post (enterprise_id, id)
);
call yf_tenant_table('measure_duty');
create unique index measure_duty_tier on measure_duty (enterprise_id, measure_id, tier) where state = 'active';
create index measure_duty_post on measure_duty (enterprise_id, post_id);

-- A change of process, equipment, staff structure, an accident or a new law: risks reviewed before it are due again.
create table risk_change (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  kind text not null check (kind in ('process', 'equipment', 'staff_structure', 'accident', 'law')),
  happened_on date not null,
  note text not null,
  object_id uuid,                               -- null: the whole enterprise
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, object_id) references risk_object (enterprise_id, id)
);
call yf_tenant_table('risk_change');
create index risk_change_day on risk_change (enterprise_id, happened_on desc);

-- An uploaded register between "checked" and "applied": working paper, not part of the archive. What it makes is in the change log.
create table risk_import (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  file_name text not null,
  sha256 text collate "C" not null,
  state text not null check (state in ('checking', 'checked', 'applying', 'applied', 'failed')),
  rows jsonb not null default '[]',             -- the good rows as read
  report jsonb not null default '{}',           -- totals and problems by row
  progress integer not null default 0,          -- rows applied so far
  created_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id)
);
call yf_tenant_table('risk_import');
create index risk_import_recent on risk_import (enterprise_id, created_at desc);

-- Gravest first is the order of every register; text does not sort so.
create function yf_grade_rank(g text) returns smallint language sql immutable parallel safe
  return case g when 'red' then 0 when 'orange' then 1 when 'yellow' then 2 when 'blue' then 3 else 4 end::smallint;
create index risk_event_rank on risk_event (yf_grade_rank(live_grade), enterprise_id, id) where state = 'active';
create index risk_event_county_rank on risk_event (county_code, yf_grade_rank(live_grade), enterprise_id, id) where state = 'active';
create index risk_event_city_rank on risk_event (city_code, yf_grade_rank(live_grade), enterprise_id, id) where state = 'active';
create index risk_event_review on risk_event (enterprise_id, next_review_on) where state = 'active';
create index plan_area_plan on plan_area (enterprise_id, plan_id) where state = 'active';
