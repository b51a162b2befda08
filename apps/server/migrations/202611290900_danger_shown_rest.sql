-- What a list shows of a danger stands from now on without the brace that opens it, ready to follow the enterprise's name: cutting that one character off counts every
-- character of the text, row by row, which was a quarter of what a page cost the database. PL/pgSQL, because of a function in SQL the planner reads the text anew for every
-- statement that writes a danger, only to find that it cannot be put in place of its call.
create or replace function yf_danger_shown(enterprise_id uuid, id uuid, number text, name text, level text, status text, source text, kind text, city_code text, county_code text,
  sector text, park_id uuid, found_at timestamptz, deadline date, due_on date, due_what text, overdue boolean, escalated_to text, assignee_id text, assignee_name text,
  supervision jsonb, version integer)
returns text language plpgsql immutable parallel safe as $$
begin
  return (select substr(row_to_json(r)::text, 2) from (select enterprise_id as "enterpriseId", id, number, name, level, status, source, kind, city_code as "cityCode",
    county_code as "countyCode", sector, park_id as "parkId", to_char(found_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "foundAt", deadline,
    due_on as "dueOn", due_what as "dueWhat", overdue, escalated_to as "escalatedTo", assignee_id as "assigneeId", assignee_name as "assigneeName",
    (supervision is not null and supervision->>'liftedAt' is null) as listed, version) r);
end $$;
alter table hidden_danger alter column shown set expression as (yf_danger_shown(enterprise_id, id, number, name, level, status, source, kind,
  city_code, county_code, sector, park_id, found_at, deadline, due_on, due_what, overdue, escalated_to, assignee_id, assignee_name, supervision, version));
