-- "Not of a closed enterprise" is a condition of every list of what is open: the few that are closed are read from an index of their own,
-- with the codes the policies ask for, instead of from all enterprises of the duty.
create index enterprise_closed on enterprise (enterprise_id) include (status, county_code, sector, park_id)
  where status in ('closed', 'withdrawn');
