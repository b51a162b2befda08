-- The cut of a page asks for the stocks and a span of days over a whole reach: by day it reads those rows alone.
create index rollup_cross_day on rollup_cross (day, county_code);
