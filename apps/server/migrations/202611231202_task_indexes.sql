-- Each index is paid for a million times a day when tasks are made, and again when they are answered. What belongs to a post or an item is found by the primary key
-- (enterprise, window): a month of one enterprise is some thousand rows at most.
drop index inspection_task_item;
drop index inspection_task_post;
