-- The ladder's figures (overdue and escalated by the level told) without touching the table.
create index hidden_danger_climbed on hidden_danger (county_code, escalated_to, level)
  include (overdue, deadline, escalation_level, city_code, sector, park_id)
  where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept') and (overdue or escalation_level > 0);
