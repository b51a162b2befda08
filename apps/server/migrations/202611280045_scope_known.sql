-- The codes of a scope are known to the planner again. Read as `(select …)` (202611271930) they were not, so it took every reach for half a percent of the
-- rows: right for a county, but a province's list, which is nearly everything and must walk an index in its order, was gathered whole and sorted
-- (measured: 1 s instead of 1 ms). Prepared statements are kept apart by role and breadth of the reach instead (platform/db/scope.ts).

do $$
declare p record;
begin
  for p in select schemaname, tablename, policyname, qual, with_check from pg_policies
           where schemaname = 'public' and qual ~* '\( *select yf_(enterprise|park|sector|region_lo|region_hi)\(\)'
  loop
    execute format('alter policy %I on %I.%I using (%s)', p.policyname, p.schemaname, p.tablename,
      regexp_replace(p.qual, '\( *select (yf_(?:enterprise|park|sector|region_lo|region_hi)\(\)) as \w+\)', '\1', 'gi'));
    if p.with_check is not null then
      execute format('alter policy %I on %I.%I with check (%s)', p.policyname, p.schemaname, p.tablename,
        regexp_replace(p.with_check, '\( *select (yf_(?:enterprise|park|sector|region_lo|region_hi)\(\)) as \w+\)', '\1', 'gi'));
    end if;
  end loop;
  if exists (select from pg_policies where schemaname = 'public' and (qual ~* 'select yf_' or with_check ~* 'select yf_')) then
    raise exception 'a policy still reads its scope by a sub-select';
  end if;
end $$;

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
      ('yf_enterprise', 'enterprise_id = yf_enterprise()'),
      ('yf_region', 'county_code >= yf_region_lo() and county_code < yf_region_hi()'),
      ('yf_sector', 'sector = yf_sector() and county_code >= yf_region_lo() and county_code < yf_region_hi()'),
      ('yf_park', 'park_id = yf_park()'),
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
