-- The lists that people work from: newest first and soonest deadline first, for each reach of duty. `open` is written out as the five
-- statuses (domain OPEN_DANGER_STATUSES) so that a filter on any of them is implied by the index's condition.
create index hidden_danger_county_found on hidden_danger (county_code, found_at desc, id desc);
create index hidden_danger_city_found on hidden_danger (city_code, found_at desc, id desc);
create index hidden_danger_sector_county on hidden_danger (sector, county_code, found_at desc, id desc);
create index hidden_danger_open_county on hidden_danger (county_code, found_at desc, id desc)
  where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept');
create index hidden_danger_open_city on hidden_danger (city_code, found_at desc, id desc)
  where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept');
create index hidden_danger_due_county on hidden_danger (county_code, deadline, id)
  where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept') and deadline is not null;
create index hidden_danger_due_city on hidden_danger (city_code, deadline, id)
  where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept') and deadline is not null;
create index hidden_danger_due on hidden_danger (deadline, id)
  where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept') and deadline is not null;
create index hidden_danger_major on hidden_danger (found_at desc, id desc) where level = 'major';
create index hidden_danger_late on hidden_danger (deadline, id) where overdue;
create index hidden_danger_assignee on hidden_danger (enterprise_id, assignee_id) where assignee_id is not null;
create index hidden_danger_unit on hidden_danger (enterprise_id, unit_id) where unit_id is not null;
-- Superseded by the ones above: they begin with the same columns but cannot page.
drop index hidden_danger_overdue;
drop index hidden_danger_deadline;

-- A regulator who reports, lists or ends a danger moves the live colour of the risk it sprang from, and nothing else of it.
grant update (live_grade, version, updated_at) on risk_event, risk_unit to yf_region, yf_sector, yf_park;
