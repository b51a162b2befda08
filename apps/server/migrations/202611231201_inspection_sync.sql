-- What sync, attachments and task generation keep beside the ground tables.

-- A record's own time as the phone's clock said it, the order in which the phone made it, and what its content was, so that the same id with
-- other content is told from a replay.
alter table inspection_record
  add column claimed_raw timestamptz,           -- null: claimed_at was not corrected
  add column device_seq bigint,
  add column scanned boolean not null default false,  -- the point's code was read on the spot
  add column fingerprint text collate "C";      -- 32 hex digits over kind, claim and payload

-- The number in the enterprise's chain with which a task last changed: a phone pulls what is above its cursor.
alter table inspection_task add column seq bigint not null default 0;

-- Lists that people open: overdue and open ones across a duty, soonest first.
drop index inspection_task_due;
create index inspection_task_state on inspection_task (state, due_at, enterprise_id, id);

create index inspection_record_claimed on inspection_record (claimed_at desc, id desc);
create index inspection_record_county on inspection_record (county_code, claimed_at desc, id desc);
drop index inspection_record_marked;
create index inspection_record_marked on inspection_record (claimed_at desc, id desc) where marked;
create index inspection_record_marked_county on inspection_record (county_code, claimed_at desc, id desc) where marked;

-- What the file itself says (EXIF) beside what the phone claimed.
alter table attachment add column exif jsonb, add column stored_at timestamptz;
create index attachment_phash on attachment (enterprise_id, created_at desc) where phash is not null;

-- Items of sync batches other than records (those carry their own fingerprint): what was taken under which id.
create table sync_receipt (
  enterprise_id uuid not null references enterprise,
  id uuid not null,                             -- made by the phone
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  kind text collate "C" not null check (kind in ('danger', 'danger_command', 'explanation')),
  fingerprint text collate "C" not null,
  account_id text not null,
  device_id text not null,
  device_seq bigint not null,
  claimed_at timestamptz not null,              -- as the phone said
  received_at timestamptz not null,
  primary key (enterprise_id, id)
);
call yf_tenant_table('sync_receipt', '{enterprise,region}');
comment on table sync_receipt is 'receipt';

-- Monthly partitions of tasks, made ahead by a job and by the seeder; rows that already fell into the rest are moved over.
create function yf_task_partitions(from_month date, to_month date) returns integer language plpgsql as $$
declare
  m date := date_trunc('month', from_month)::date;
  name text;
  made integer := 0;
begin
  while m <= to_month loop
    name := format('inspection_task_%s', to_char(m, 'YYYYMM'));
    if to_regclass(name) is null then
      execute format('create table %I (like inspection_task including defaults including constraints)', name);
      execute format('with moved as (delete from inspection_task_rest where window_start >= %L::timestamptz and window_start < %L::timestamptz returning *)
                      insert into %I select * from moved',
                     m || ' 00:00+08', (m + interval '1 month')::date || ' 00:00+08', name);
      execute format('alter table inspection_task attach partition %I for values from (%L) to (%L)',
                     name, m || ' 00:00+08', (m + interval '1 month')::date || ' 00:00+08');
      execute format('comment on table %I is %L', name, 'partition');
      made := made + 1;
    end if;
    m := (m + interval '1 month')::date;
  end loop;
  return made;
end $$;
select yf_task_partitions('2025-11-01', '2027-03-01');
