-- Who may touch what, before there is anything to touch.
--
-- The application logs in as yufang_app, which owns nothing and may do nothing by itself. Each transaction takes on one
-- scope role (set_config('role', …, true)) and the codes of its scope. A policy is written for exactly one scope role, so it is
-- a bare range or equality on codes: cheap, indexable, and empty (not open) when a setting is missing. See docs/adr/0003.

do $$
declare r text;
begin
  foreach r in array array['yf_enterprise', 'yf_region', 'yf_sector', 'yf_park', 'yf_system', 'yf_audit', 'yf_platform'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin', r);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'yufang_app') then
    create role yufang_app login noinherit;
  end if;
end $$;
-- A login role may become a scope role, never inherits one: without a chosen scope there are no rows.
grant yf_enterprise, yf_region, yf_sector, yf_park, yf_system, yf_audit, yf_platform to yufang_app;
-- The owner too: rebuilds and bulk loads read under the same policies as everyone else.
grant yf_system to current_user;

revoke all on schema public from public;
grant usage on schema public to yufang_app, yf_enterprise, yf_region, yf_sector, yf_park, yf_system, yf_audit, yf_platform;

-- Readers of the scope. An unset or emptied setting reads as null, and null matches no row.
create function yf_enterprise() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.enterprise', true), '')::uuid;
create function yf_park() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.park', true), '')::uuid;
create function yf_sector() returns text language sql stable parallel safe
  return nullif(current_setting('app.sector', true), '');
create function yf_region_lo() returns text language sql stable parallel safe
  return nullif(current_setting('app.region_lo', true), '');
create function yf_region_hi() returns text language sql stable parallel safe
  return nullif(current_setting('app.region_hi', true), '');

-- Turns a table into an enterprise-owned one: checks its shape, forces row-level security, writes the policies and grants.
--   writers: which scopes besides the enterprise may insert and update rows ('region' covers region, sector and park)
create procedure yf_tenant_table(t regclass, writers text[] default '{enterprise}')
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

-- Reference data: everybody reads it, administrators change it through the system scope.
create procedure yf_reference_table(t regclass)
language plpgsql as $$
begin
  execute format('grant select on %s to yf_enterprise, yf_region, yf_sector, yf_park, yf_audit', t);
  execute format('grant select, insert, update, delete on %s to yf_system, yf_platform', t);
  execute format('comment on table %s is %L', t, 'reference');
end $$;

-- Platform data (accounts, sessions, queues): the system scope and the administrators' platform scope, which has no policy on any
-- enterprise's rows.
create procedure yf_platform_table(t regclass)
language plpgsql as $$
begin
  execute format('grant select, insert, update, delete on %s to yf_system, yf_platform', t);
  execute format('comment on table %s is %L', t, 'platform');
end $$;
