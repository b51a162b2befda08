-- The list of overdue inspections of a duty, in the order it is worked off, and how many there are: read from the index alone.
create index inspection_task_late on inspection_task (due_at, id) include (county_code, city_code, sector, park_id, enterprise_id) where state = 'overdue';
-- The risks of one colour in a province: paged and counted in the index. By colour, not by rank: under row-level security an index condition may only use what
-- cannot leak, and the rank's cast could raise an error. (The orders by rank stay for lists of all colours.)
create index risk_event_colour on risk_event (live_grade, enterprise_id, id) include (county_code) where state = 'active';
