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

-- What time alone will do to a danger, worked out at each change so that the sweep reads an index and not the table.
alter table hidden_danger
  add column handle_since timestamptz,                    -- from when verifying and assigning counts after a reopening or an upgrade
  add column due_on date,                                 -- next due day of the loop, null once not open
  add column due_what text check (due_what in ('handle', 'rectify', 'accept')),
  add column dues jsonb not null default '{}',            -- { report_up: { on, late }, … } beside the loop's own
  add column escalation_level integer not null default 0, -- rung of danger_escalation reached; escalated_to is the role told last
  add column sweep_on date,                               -- the sweep looks again on this day; 'infinity': never; null: not worked out yet
  add column remark jsonb,                                -- words that came with the last command { at, text }: kept for the change log
  add column regraded jsonb;                              -- what the last change did to risks { at, rows: [{ entity, id, name, from, to }] }
create index hidden_danger_sweep on hidden_danger (sweep_on)
  where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept');
create index hidden_danger_unswept on hidden_danger (id)
  where sweep_on is null and status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept');
