-- Where an edition comes from is said in both languages, as its title is; an administrator's own edition says it once.
alter table reference_data add column source_en text;
