-- The counters, folded from rollup_queue. Derived data: `yufang rebuild` makes them again from the base tables at any time.
-- A stock is what there is now; a flow is what happened on a business day.

-- Pages read these: one row a county, sector and metric; sector '*' is all sectors together. City and province are sums at read time.
create table rollup_stock (
  sector text collate "C" not null,
  county_code text collate "C" not null,
  metric text collate "C" not null,
  city_code text collate "C" not null,
  n bigint not null,
  primary key (sector, county_code, metric)
);
create table rollup_flow (
  sector text collate "C" not null,
  metric text collate "C" not null,
  day date not null,
  county_code text collate "C" not null,
  city_code text collate "C" not null,
  n bigint not null,
  primary key (sector, metric, day, county_code)
);

-- A park's own counters.
create table rollup_park (
  park_id uuid not null,
  metric text collate "C" not null,
  day date not null,                            -- a stock's day is '-infinity'
  n bigint not null,
  primary key (park_id, metric, day)
);

-- The full cross: region × industry × park × scale × sector × day, for filters that combine them.
create table rollup_cross (
  county_code text collate "C" not null,
  sector text collate "C" not null,
  industry text collate "C" not null,
  scale text collate "C" not null,
  park_id uuid not null,                        -- nil: in no park
  metric text collate "C" not null,
  day date not null,                            -- a stock's day is '-infinity'
  city_code text collate "C" not null,
  n bigint not null,
  primary key (county_code, metric, day, sector, industry, scale, park_id)
);

do $$
declare t text;
begin
  foreach t in array array['rollup_stock', 'rollup_flow', 'rollup_cross'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy yf_region_scope on %I to yf_region using (county_code >= yf_region_lo() and county_code < yf_region_hi())', t);
    execute format('create policy yf_sector_scope on %I to yf_sector using (sector = yf_sector() and county_code >= yf_region_lo() and county_code < yf_region_hi())', t);
    execute format('create policy yf_system_scope on %I to yf_system using (true) with check (true)', t);
    execute format('grant select on %I to yf_region, yf_sector', t);
    execute format('grant select, insert, update, delete on %I to yf_system', t);
    execute format('comment on table %I is %L', t, 'derived');
  end loop;
end $$;
alter table rollup_park enable row level security;
alter table rollup_park force row level security;
create policy yf_park_scope on rollup_park to yf_park using (park_id = yf_park());
create policy yf_system_scope on rollup_park to yf_system using (true) with check (true);
grant select on rollup_park to yf_park;
grant select, insert, update, delete on rollup_park to yf_system;
comment on table rollup_park is 'derived';

-- Covered: dual prevention stands here, that is, at least one measure has a named post and an inspection item. Set by the nightly sweep and at
-- the first approval, so that coverage is a counter like any other.
alter table enterprise add column covered boolean not null default false;
