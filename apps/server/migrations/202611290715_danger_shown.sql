-- What a list shows of a danger, as JSON, written with the row: it is read a thousand times for each time it is written, and making it anew was most of what a page of
-- fifty cost the database. The enterprise's name is not in it: that is the enterprise's, and can change.
-- Immutable: every value is written by a fixed format (dates in JSON and this time stamp in UTC do not follow the session's settings).
create function yf_danger_shown(enterprise_id uuid, id uuid, number text, name text, level text, status text, source text, kind text, city_code text, county_code text,
  sector text, park_id uuid, found_at timestamptz, deadline date, due_on date, due_what text, overdue boolean, escalated_to text, assignee_id text, assignee_name text,
  supervision jsonb, version integer)
returns text language sql immutable parallel safe as $$
  select row_to_json(r)::text from (select enterprise_id as "enterpriseId", id, number, name, level, status, source, kind, city_code as "cityCode",
    county_code as "countyCode", sector, park_id as "parkId", to_char(found_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "foundAt", deadline,
    due_on as "dueOn", due_what as "dueWhat", overdue, escalated_to as "escalatedTo", assignee_id as "assigneeId", assignee_name as "assigneeName",
    (supervision is not null and supervision->>'liftedAt' is null) as listed, version) r
$$;
alter table hidden_danger add column shown text not null generated always as (yf_danger_shown(enterprise_id, id, number, name, level, status, source, kind,
  city_code, county_code, sector, park_id, found_at, deadline, due_on, due_what, overdue, escalated_to, assignee_id, assignee_name, supervision, version)) stored;
