-- How many inspections of an enterprise are overdue: the ranking of a county's enterprises read every task of each to tell.
create index inspection_task_overdue on inspection_task (enterprise_id) where state = 'overdue';
