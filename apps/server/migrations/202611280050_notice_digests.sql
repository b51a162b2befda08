-- A digest spans enterprises, so its key cannot be unique within an enterprise's table: a list of its own says which notice carries it. Only jobs, in the
-- system scope, look there.
drop index notice_digest;
create table notice_digest (
  key text collate "C" primary key,             -- day|role|topic|area
  enterprise_id uuid not null,
  notice_id uuid not null
);
alter table notice_digest enable row level security;
alter table notice_digest force row level security;
create policy yf_system_scope on notice_digest to yf_system using (true) with check (true);
grant select, insert, update, delete on notice_digest to yf_system;
comment on table notice_digest is 'queue';
set local role yf_system;
insert into notice_digest (key, enterprise_id, notice_id) select digest, enterprise_id, id from notice where digest is not null;
reset role;
