-- A park is cut by industry, scale, department and day like any place: its officer reads its own part of the full cross.
create policy yf_park_scope on rollup_cross to yf_park using (park_id = yf_park());
grant select on rollup_cross to yf_park;
create index rollup_cross_park on rollup_cross (park_id, metric, day) where park_id <> '00000000-0000-0000-0000-000000000000';
