-- The codes of a scope are read once a statement, as `(select yf_…())`, instead of being folded into the plan and read again for every row.
-- A prepared plan is then the same for every caller of its role: with the bare function the planner estimated with the codes of whoever came first,
-- took them for independent of the query's own condition on the same column (one county in 170, twice over: "one row"), and could not tell the index
-- that matches county, status and order from any that begins with the county.

do $$
declare p record;
begin
  for p in select schemaname, tablename, policyname, qual, with_check from pg_policies
           where schemaname = 'public' and qual ~ 'yf_(enterprise|park|sector|region_lo|region_hi)\(\)' and qual !~* 'select'
  loop
    execute format('alter policy %I on %I.%I using (%s)', p.policyname, p.schemaname, p.tablename,
      regexp_replace(p.qual, '(yf_(enterprise|park|sector|region_lo|region_hi)\(\))', '(select \1)', 'g'));
    if p.with_check is not null then
      execute format('alter policy %I on %I.%I with check (%s)', p.policyname, p.schemaname, p.tablename,
        regexp_replace(p.with_check, '(yf_(enterprise|park|sector|region_lo|region_hi)\(\))', '(select \1)', 'g'));
    end if;
  end loop;
end $$;

-- Tables of later migrations get the same.
create or replace procedure yf_tenant_table(t regclass, writers text[] default '{enterprise}')
language plpgsql as $$
declare
  missing text;
  scope record;
begin
  select string_agg(c, ', ') into missing
  from unnest(array['enterprise_id', 'city_code', 'county_code', 'sector', 'park_id']) c
  where not exists (select from pg_attribute a where a.attrelid = t and a.attname = c and not a.attisdropped);
  if missing is not null then
    raise exception 'tenant table % lacks %', t, missing;
  end if;
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  for scope in
    select * from (values
      ('yf_enterprise', 'enterprise_id = (select yf_enterprise())'),
      ('yf_region', 'county_code >= (select yf_region_lo()) and county_code < (select yf_region_hi())'),
      ('yf_sector', 'sector = (select yf_sector()) and county_code >= (select yf_region_lo()) and county_code < (select yf_region_hi())'),
      ('yf_park', 'park_id = (select yf_park())'),
      ('yf_system', 'true')
    ) as s(role, predicate)
  loop
    execute format('create policy %I on %s to %I using (%s) with check (%s)',
      scope.role || '_scope', t, scope.role, scope.predicate, scope.predicate);
  end loop;
  execute format('grant select on %s to yf_enterprise, yf_region, yf_sector, yf_park', t);
  execute format('grant select, insert, update, delete on %s to yf_system', t);
  if 'enterprise' = any (writers) then
    execute format('grant insert, update on %s to yf_enterprise', t);
  end if;
  if 'region' = any (writers) then
    execute format('grant insert, update on %s to yf_region, yf_sector, yf_park', t);
  end if;
end $$;
