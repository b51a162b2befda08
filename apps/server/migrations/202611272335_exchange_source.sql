-- What a sending system last said of each row, so that the same row sent again changes nothing whatever was done here since; the fields that have
-- no column of their own; and the rows of a batch one by one.

alter table risk_unit add column duty_department text;         -- hazardDep of a sending system
alter table risk_unit add column source_extra jsonb;           -- fields of a sender that have no place of their own: kept, not cut
alter table risk_event add column source_extra jsonb;
alter table control_measure add column source_extra jsonb;
alter table inspection_item add column source_extra jsonb;
alter table inspection_record add column source_extra jsonb;
alter table unit_stop add column source_extra jsonb;

-- 未排查: a system reports that nobody was there. It answers no task and counts as no record.
alter table inspection_record drop constraint inspection_record_result_check;
alter table inspection_record add constraint inspection_record_result_check
  check (result in ('normal', 'abnormal', 'not_applicable', 'other', 'not_inspected'));

create table exchange_source (
  enterprise_id uuid not null references enterprise,
  entity text collate "C" not null,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  variant text collate "C" not null,
  said jsonb,                                   -- our columns as the sender last gave them; null: a row of ours that is only hidden, see below
  hash text collate "C",                        -- of all that was sent but the update time
  source_updated_at timestamptz,
  hidden_by uuid,                               -- withdrawn because the sender withdrew this row above it; comes back with that one
  primary key (enterprise_id, entity, id)
);
call yf_tenant_table('exchange_source', '{enterprise,region}');
create index exchange_source_hidden on exchange_source (enterprise_id, hidden_by) where hidden_by is not null;
comment on table exchange_source is 'receipt';

-- The result of each row of a batch. A refused row is kept as it was sent, sealed, since it may hold a phone number.
create table exchange_row (
  enterprise_id uuid not null references enterprise,
  batch_id uuid not null,
  n integer not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  at text not null,
  entity text collate "C" not null,
  row_id uuid,
  outcome text collate "C" not null,
  issues jsonb not null default '[]',
  warnings jsonb not null default '[]',
  raw_sealed text,
  primary key (enterprise_id, batch_id, n),
  foreign key (enterprise_id, batch_id) references exchange_batch (enterprise_id, id)
);
call yf_tenant_table('exchange_row', '{enterprise,region}');
create index exchange_row_outcome on exchange_row (enterprise_id, batch_id, outcome, n);
comment on table exchange_row is 'receipt';

alter table exchange_batch
  add column state text not null default 'done' check (state in ('running', 'done', 'failed')),
  add column total integer not null default 0,
  add column done integer not null default 0,
  add column progressed_at timestamptz,
  add column failure text collate "C";          -- code of what ended it before its end

insert into exchange_row (enterprise_id, batch_id, n, city_code, county_code, sector, park_id, at, entity, row_id, outcome, issues, warnings)
select b.enterprise_id, b.id, r.n, b.city_code, b.county_code, b.sector, b.park_id, r.row ->> 'at', r.row ->> 'entity', (r.row ->> 'id')::uuid,
       r.row ->> 'outcome', r.row -> 'issues', r.row -> 'warnings'
from exchange_batch b cross join lateral jsonb_array_elements(b.results) with ordinality as r (row, n);
update exchange_batch set total = jsonb_array_length(results), done = jsonb_array_length(results), progressed_at = received_at;
alter table exchange_batch drop column results;
