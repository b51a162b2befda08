-- Areas keep the order they were drawn in: it numbers them on the printed map and says which lies over which.
alter table plan_area add column sort integer not null default 0;
