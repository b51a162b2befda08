-- Administrators append to the platform's chain by the same statement as everybody; it names the counters' queue even when it has no
-- delta to put there.
grant insert on rollup_queue to yf_platform;
-- Chains are listed newest first and cut to a region by their codes.
create index change_actor on change (actor_id, at desc);
