-- "Built but not used" (建而不用): each registered enterprise's use index of the last night, with its reasons. Derived: computed from what was done
-- in the window, made again any night.
create table use_index (
  enterprise_id uuid primary key references enterprise,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  day date not null,
  score numeric(5, 1) not null,
  reasons jsonb not null,                       -- [{ code, value, peer, points }], the dearest first
  facts jsonb not null,                         -- what the reasons were computed from
  edition text not null,                        -- of the rules (reference data use_index)
  computed_at timestamptz not null
);
call yf_tenant_table('use_index', '{}');
create index use_index_county on use_index (county_code, score, enterprise_id);
create index use_index_city on use_index (city_code, score, enterprise_id);
create index use_index_score on use_index (score, enterprise_id);
create index use_index_sector on use_index (sector, score, enterprise_id);
create index use_index_park on use_index (park_id, score, enterprise_id) where park_id is not null;
comment on table use_index is 'derived';
