-- What is overdue in a park, in the order it should be worked off: as small as its sisters of county and city.
create index hidden_danger_late_park on hidden_danger (park_id, deadline, id) where overdue and park_id is not null;

-- The stocks of all sectors of a province are one stretch of the key: read in its order they lie side by side, with room for a counter to move within its page.
alter table rollup_stock set (fillfactor = 70);
cluster rollup_stock using rollup_stock_pkey;
analyze rollup_stock;
