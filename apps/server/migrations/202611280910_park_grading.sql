-- Safety grading of a park (化工园区安全风险等级 A-D): each grading carries the edition of the table it was begun with, its answers with their evidence,
-- and what the arithmetic made of them, so that an old grade is read with its own table.

create table park_grading (
  park_id uuid not null references park,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null,
  number integer not null,
  title text not null,
  state text not null default 'draft' check (state in ('draft', 'in_review', 'approved', 'withdrawn')),
  edition text collate "C" not null,            -- of reference_data, kind park_grading
  answers jsonb not null default '[]',
  vetoes jsonb not null default '[]',
  result jsonb not null,
  grade text collate "C" check (grade in ('A', 'B', 'C', 'D')),
  provisional boolean not null,
  based_on uuid,
  invented boolean not null default false,
  scorers text[] not null default '{}',         -- accounts that scored or submitted: none of them reviews
  created_by text not null, created_name text not null, created_at timestamptz not null,
  submitted_by text, submitted_name text, submitted_at timestamptz,
  reviewed_by text, reviewed_name text, reviewed_at timestamptz,
  reason text,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (park_id, id),
  unique (park_id, number)
);
call yf_park_table('park_grading');

create table park_grading_file (
  park_id uuid not null,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null,
  grading_id uuid not null,
  name text not null,
  sha256 text collate "C" not null,
  mime text not null,
  bytes integer not null,
  uploaded_by text not null, uploaded_name text not null, uploaded_at timestamptz not null,
  primary key (park_id, id),
  foreign key (park_id, grading_id) references park_grading (park_id, id)
);
call yf_park_table('park_grading_file');
