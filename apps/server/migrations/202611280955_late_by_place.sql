-- What is overdue, in the order it should be worked off, for a county, a city, and the major ones of all. A few rows in a hundred are overdue, so these
-- are small; without them the planner ands two larger indexes and reads every overdue row of the province for a page of seven.
create index hidden_danger_late_county on hidden_danger (county_code, deadline, id) where overdue;
create index hidden_danger_late_city on hidden_danger (city_code, deadline, id) where overdue;
create index hidden_danger_late_major on hidden_danger (deadline, id) where overdue and level = 'major';
