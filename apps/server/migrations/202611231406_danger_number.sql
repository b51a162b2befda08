-- A number typed into the search, whole or its beginning, from any reach: a range, which (unlike LIKE) may run below row-level security.
create index hidden_danger_number on hidden_danger (number);
