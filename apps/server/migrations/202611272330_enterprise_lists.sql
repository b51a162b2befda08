-- Enterprises are listed by name. The old index (text_pattern_ops) found a beginning of a name but could not keep its order, so that a page of the province
-- sorted all of it. A search goes over the names of the caller's reach; what its conditions ask is in the index too, so that a name that is nowhere costs one
-- pass over the index and not over the table. (LIKE is not leakproof: below row-level security no trigram index could be used.)
drop index enterprise_name;
create index enterprise_by_name on enterprise (name, enterprise_id)
  include (county_code, city_code, sector, park_id, status, code, industry, scale, activity);
create index enterprise_county_name on enterprise (county_code, name, enterprise_id)
  include (city_code, sector, park_id, status, code, industry, scale, activity);
create index enterprise_city_name on enterprise (city_code, name, enterprise_id);
create index enterprise_sector_name on enterprise (sector, name, enterprise_id);
create index enterprise_park_name on enterprise (park_id, name, enterprise_id) where park_id is not null;
-- The few that are not at work: registrations to decide on, suspended and closed ones.
create index enterprise_status_name on enterprise (status, name, enterprise_id) where status <> 'active';
-- Superseded by the ones above.
drop index enterprise_park;
drop index enterprise_county;
drop index enterprise_city;
drop index enterprise_sector;
