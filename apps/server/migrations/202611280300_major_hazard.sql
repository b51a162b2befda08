-- Units of an enterprise for the identification of major hazard installations (重大危险源辨识单元, GB 18218): substances and design maximum
-- quantities as entered, and what the standard's arithmetic made of them when the row was saved, so that an old grade is read with its own figures.

create table major_hazard_unit (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  name text not null,
  kind text not null check (kind in ('production', 'storage')),
  location text,
  people_within_500m integer not null check (people_within_500m >= 0),
  items jsonb not null,                         -- as entered
  result jsonb not null,                        -- as computed from them at the save
  s numeric not null,                           -- for lists; the decision was made on exact fractions
  r numeric,                                    -- null: not a major hazard
  level smallint check (level between 1 and 4), -- null: not a major hazard
  unverified boolean not null,                  -- a figure of it is not confirmed by the reference
  assessed_on date not null,
  note text,
  source text not null default 'entered' check (source in ('entered', 'vessels')),
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id)
);
call yf_tenant_table('major_hazard_unit');
-- The register of those above: gravest first, units that are no major hazard last.
create index major_hazard_unit_level on major_hazard_unit (coalesce(level, 9::smallint), enterprise_id, id) where state = 'active';
create index major_hazard_unit_county on major_hazard_unit (county_code, coalesce(level, 9::smallint), enterprise_id, id) where state = 'active';
