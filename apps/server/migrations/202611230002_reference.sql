-- Official codes and versioned reference data.

create table region (
  code text collate "C" primary key,            -- GB/T 2260: 6 digits; townships 9 digits of the statistical code
  name text not null,
  name_en text,
  level text not null check (level in ('province', 'city', 'county', 'township')),
  parent_code text collate "C" references region (code),
  kind text not null default 'statutory' check (kind in ('statutory', 'functional_zone', 'synthetic')),
  valid_from date,
  valid_to date,
  source text not null
);
create index region_parent on region (parent_code);
call yf_reference_table('region');

create table industry (
  code text collate "C" primary key,            -- GB/T 4754: section letter or 2-4 digits
  name text not null,
  name_en text,
  parent_code text collate "C" references industry (code),
  edition text not null,
  certainty text not null
);
call yf_reference_table('industry');

create table sector (
  code text collate "C" primary key,
  name text not null,
  name_en text not null
);
call yf_reference_table('sector');

create table department (
  id uuid primary key,
  sector text collate "C" not null references sector (code),
  region_code text collate "C" not null references region (code),
  name text not null,
  name_en text,
  unique (sector, region_code)
);
call yf_reference_table('department');

create table park (
  id uuid primary key,
  name text not null,
  name_en text,
  county_code text collate "C" not null references region (code),
  city_code text collate "C" not null,
  kind text not null default 'industrial' check (kind in ('chemical', 'chemical_cluster', 'industrial', 'other')),
  lon double precision,
  lat double precision,
  boundary jsonb,
  invented boolean not null default false,
  state text not null default 'active'
);
call yf_reference_table('park');

-- One row an edition: a newer edition never overwrites an older one, so that a past grade can be read with its own table.
create table reference_data (
  kind text collate "C" not null,
  edition text collate "C" not null,
  title text not null,
  title_en text,
  standard text,
  clause text,
  in_force_from date,
  status text not null check (status in ('draft', 'in_force', 'retired')),
  certainty text not null,
  source text not null,
  payload jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by text,
  primary key (kind, edition)
);
call yf_reference_table('reference_data');
