-- Items of the occasions that come by the calendar are generated from now on; the next run finds their windows.
update inspection_item set next_window = now() where cycle_unit = 'special' and occasion in ('holiday', 'season') and state = 'active' and next_window is null;
