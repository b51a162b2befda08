-- Which transaction wrote an outbox row. Ids commit out of order, so "id > last seen" loses rows; "not visible in the snapshot I read
-- last" does not: rows of transactions at or above that snapshot's xmax, or among those then still running. Both are index look-ups.
alter table outbox add column xid bigint not null default (pg_current_xact_id()::text::bigint);
create index outbox_xid on outbox (xid);
