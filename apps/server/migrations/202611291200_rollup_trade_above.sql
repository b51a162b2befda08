-- The counters of a city and of the province by industry and size, with the sector '*' for all: the cut of the province's page added up a quarter of a million rows of the
-- full cross at each read.
create table rollup_trade_above (
  sector text collate "C" not null,
  region_code text collate "C" not null,        -- of a city, or of the province
  metric text collate "C" not null,
  day date not null,                            -- a stock's day is '-infinity'
  industry text collate "C" not null,
  scale text collate "C" not null,
  n bigint not null,
  primary key (sector, region_code, metric, day, industry, scale)
);
alter table rollup_trade_above enable row level security;
alter table rollup_trade_above force row level security;
-- A city's officer sees the city's row, whose code opens its range, and not the province's.
create policy yf_region_scope on rollup_trade_above to yf_region
  using (region_code >= (select yf_region_lo()) and region_code < (select yf_region_hi()));
create policy yf_sector_scope on rollup_trade_above to yf_sector
  using (sector = (select yf_sector()) and region_code >= (select yf_region_lo()) and region_code < (select yf_region_hi()));
create policy yf_system_scope on rollup_trade_above to yf_system using (true) with check (true);
grant select on rollup_trade_above to yf_region, yf_sector;
grant select, insert, update, delete on rollup_trade_above to yf_system;
comment on table rollup_trade_above is 'derived';

set local role yf_system;
insert into rollup_trade_above (sector, region_code, metric, day, industry, scale, n)
select s.sector, r.code, metric, day, industry, scale, sum(n)
from rollup_cross c cross join lateral (values (c.sector), ('*')) s (sector)
  cross join lateral (values (c.city_code), (left(c.city_code, 2) || '0000')) r (code)
group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6;
reset role;
