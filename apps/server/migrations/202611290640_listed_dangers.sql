-- Dangers under listed supervision (挂牌督办) that is not lifted: a handful among a million, looked for by everybody who supervises. The words of the condition are those of
-- the list's filter.
create index hidden_danger_listed on hidden_danger (found_at desc, id desc) include (county_code, city_code, sector)
  where supervision is not null and supervision->>'liftedAt' is null;
