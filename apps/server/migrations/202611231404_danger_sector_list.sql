-- A department's list: ordered within a city, which (sector, county_code, …) could not serve.
drop index hidden_danger_sector_county;
create index hidden_danger_sector_city on hidden_danger (sector, city_code, found_at desc, id desc);
