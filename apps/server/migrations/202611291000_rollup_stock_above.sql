-- The stocks of a city and of the province, as sums of their own, as their flows are (202611280020): the province's page added up 180 counties' rows at each read.
create table rollup_stock_above (
  sector text collate "C" not null,
  region_code text collate "C" not null,        -- of a city, or of the province
  metric text collate "C" not null,
  n bigint not null,
  primary key (sector, region_code, metric)
);
alter table rollup_stock_above enable row level security;
alter table rollup_stock_above force row level security;
-- A city's officer sees the city's row, whose code opens its range, and not the province's.
create policy yf_region_scope on rollup_stock_above to yf_region
  using (region_code >= (select yf_region_lo()) and region_code < (select yf_region_hi()));
create policy yf_sector_scope on rollup_stock_above to yf_sector
  using (sector = (select yf_sector()) and region_code >= (select yf_region_lo()) and region_code < (select yf_region_hi()));
create policy yf_system_scope on rollup_stock_above to yf_system using (true) with check (true);
grant select on rollup_stock_above to yf_region, yf_sector;
grant select, insert, update, delete on rollup_stock_above to yf_system;
comment on table rollup_stock_above is 'derived';

set local role yf_system;
insert into rollup_stock_above (sector, region_code, metric, n)
select sector, r.code, metric, sum(n)
from rollup_stock cross join lateral (values (city_code), (left(city_code, 2) || '0000')) r (code)
group by 1, 2, 3;
reset role;
