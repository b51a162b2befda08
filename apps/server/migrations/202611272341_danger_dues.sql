-- A rectification made offline is dated by the day it was done; when we heard of it stands beside. Null: the same instant.
alter table hidden_danger add column rectified_received_at timestamptz;

-- What nobody verified, assigned or judged in time is overdue too now: let the sweep look at what it believed settled.
set local role yf_system;
update hidden_danger set sweep_on = null
where not overdue and status in ('reported', 'verified', 'to_accept') and due_on < current_date;
reset role;
-- Of a closed danger the publication of its lifting may still be due.
create index hidden_danger_closed_sweep on hidden_danger (sweep_on) where status = 'closed' and sweep_on is not null;

-- The days on which dangers were closed, in time or not: figures that open their rows.
create index hidden_danger_closed_county on hidden_danger (county_code, closed_day) where closed_day is not null;

-- What time brings is told to those above as one digest a day, topic and area, not as a notice for each row: `digest` is its key, `params` count what it
-- stands for, and the row's enterprise is merely the first of them. `reach`: the level of department it is for, null = the county's.
alter table notice add column digest text collate "C", add column reach text check (reach in ('county', 'city', 'province'));
create unique index notice_digest on notice (digest) where digest is not null;
