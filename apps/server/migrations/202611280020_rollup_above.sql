-- The daily flows of a city and of the province, as sums of their own. A trend of thirty days of the province added up 170 counties at each read
-- (70,000 rows); here it is 450. Written by the folder in the fold's own transaction, so nobody waits for anybody; made again by a rebuild.
create table rollup_flow_above (
  sector text collate "C" not null,
  region_code text collate "C" not null,        -- of a city, or of the province
  metric text collate "C" not null,
  day date not null,
  n bigint not null,
  primary key (sector, region_code, metric, day)
);
alter table rollup_flow_above enable row level security;
alter table rollup_flow_above force row level security;
-- A city's officer sees the city's row, whose code opens its range, and not the province's.
create policy yf_region_scope on rollup_flow_above to yf_region
  using (region_code >= (select yf_region_lo()) and region_code < (select yf_region_hi()));
create policy yf_sector_scope on rollup_flow_above to yf_sector
  using (sector = (select yf_sector()) and region_code >= (select yf_region_lo()) and region_code < (select yf_region_hi()));
create policy yf_system_scope on rollup_flow_above to yf_system using (true) with check (true);
grant select on rollup_flow_above to yf_region, yf_sector;
grant select, insert, update, delete on rollup_flow_above to yf_system;
comment on table rollup_flow_above is 'derived';

set local role yf_system;
insert into rollup_flow_above (sector, region_code, metric, day, n)
select sector, r.code, metric, day, sum(n)
from rollup_flow cross join lateral (values (city_code), (left(city_code, 2) || '0000')) r (code)
group by 1, 2, 3, 4;
reset role;
