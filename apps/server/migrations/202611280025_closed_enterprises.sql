-- What a closed enterprise still has stands in no stock any more: it could never be worked off. Its chain says so to every writer. Counters of enterprises
-- that were closed before this are put right by `yufang rebuild`.
alter table change_head add column counted boolean not null default true;
set local role yf_system;
update change_head h set counted = false
from enterprise e where e.enterprise_id = h.enterprise_id and e.status in ('closed', 'withdrawn');
reset role;
