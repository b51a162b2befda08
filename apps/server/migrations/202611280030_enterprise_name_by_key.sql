-- Every list shows the name of each row's enterprise, looked up by its key. With the codes of the policies beside it the look-up reads this index alone, and
-- costs less in the planner's eyes than walking a county's names, which under a whole province's scope are all of them.
create unique index enterprise_key_name on enterprise (enterprise_id) include (name, county_code, sector, park_id);
