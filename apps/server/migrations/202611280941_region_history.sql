-- Divisions are kept up by the operator from the official lists: what the shipped file says yields to that, and what a division was before stays.
alter table region add column maintained_at timestamptz;    -- null: as shipped; else no later start overwrites it
create table region_past (
  code text collate "C" not null references region (code),
  until date not null,                          -- up to this day it was so
  name text not null,
  name_en text,
  level text not null,
  parent_code text collate "C" references region (code),
  kind text not null,
  valid_from date,
  source text not null,
  primary key (code, until)
);
call yf_reference_table('region_past');
