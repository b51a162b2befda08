-- A department's list cost 2.8 times the province's on the same rows: a range against settings is taken for 1 row in 200, and multiplied with
-- the sector's share the planner believed that sorting everything was cheaper than walking the index in its order (bench/restricted-role.ts).
-- The range inside a case is taken for one in two. It is the same fence, null (no row) without a setting; the index is found by the
-- query's own WHERE, which every list carries.
do $$
declare t text;
begin
  foreach t in array array['hidden_danger', 'enterprise'] loop
    execute format('alter policy yf_sector_scope on %I
      using (sector = yf_sector() and case when county_code >= yf_region_lo() and county_code < yf_region_hi() then true end)
      with check (sector = yf_sector() and county_code >= yf_region_lo() and county_code < yf_region_hi())', t);
  end loop;
end $$;
