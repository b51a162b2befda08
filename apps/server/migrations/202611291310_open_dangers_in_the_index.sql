-- The enterprises of a county or park ranked by what is open: counted in the index, without a look at the dangers themselves.
create index hidden_danger_open_rank on hidden_danger (county_code) include (enterprise_id, sector, overdue, level)
  where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept');
create index hidden_danger_open_rank_park on hidden_danger (park_id) include (enterprise_id, county_code, sector, overdue, level)
  where park_id is not null and status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept');
