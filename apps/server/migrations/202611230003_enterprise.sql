-- The enterprise, its own tree, its people. Every enterprise-owned table opens its key with enterprise_id and carries the codes
-- that row-level security filters on and a distributed PostgreSQL would shard by.

create table enterprise (
  enterprise_id uuid primary key,
  code text collate "C" not null,               -- unified social credit code, or a provisional id
  code_kind text not null check (code_kind in ('uscc', 'provisional')),
  card_code text collate "C" not null,          -- opaque: what the door plate's QR carries
  name text not null,
  industry_code text collate "C" not null,      -- GB/T 4754 as declared, 2-4 digits
  industry text collate "C" not null,           -- its division, 2 digits
  scale text not null check (scale in ('above', 'small', 'micro')),
  sector text collate "C" not null,
  city_code text collate "C" not null,
  county_code text collate "C" not null,
  township_code text collate "C",
  park_id uuid,
  address text,
  lon double precision,
  lat double precision,
  crs text not null default 'WGS84' check (crs in ('WGS84', 'CGCS2000', 'GCJ02')),
  head_count integer check (head_count >= 0),
  tags text[] not null default '{}',
  simple_mode boolean not null default false,
  contact_name text,
  contact_phone_cipher text,
  contact_phone_tail text,
  status text not null check (status in ('applied', 'refused', 'active', 'suspended', 'closed', 'withdrawn')),
  status_reason text,
  activity text not null default 'new' check (activity in ('new', 'active', 'dormant')),
  last_activity_at timestamptz,
  promise jsonb,                                -- latest safety promise notice
  invented boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
call yf_tenant_table('enterprise', '{enterprise,region}');
create index enterprise_county on enterprise (county_code, status, enterprise_id);
create index enterprise_city on enterprise (city_code, status, enterprise_id);
create index enterprise_park on enterprise (park_id, enterprise_id) where park_id is not null;
create index enterprise_sector on enterprise (sector, county_code, enterprise_id);
create index enterprise_name on enterprise (name text_pattern_ops);

-- Codes must be unique across enterprises, which no key that contains enterprise_id can promise: the directory does.
create table enterprise_directory (
  code text collate "C" primary key,            -- USCC / provisional id / card code / card code of a point
  kind text not null check (kind in ('uscc', 'provisional', 'card')),
  enterprise_id uuid not null
);
call yf_platform_table('enterprise_directory');

create table org_unit (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  parent_id uuid,
  kind text not null check (kind in ('company', 'department', 'workshop', 'team')),
  name text not null,
  path text not null,                           -- '/id/id/' from the root, itself included
  sort integer not null default 0,
  stopped boolean not null default false,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, parent_id) references org_unit (enterprise_id, id)
);
call yf_tenant_table('org_unit');

create table post (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  org_unit_id uuid not null,
  name text not null,
  duty text,
  emergency text,                               -- 应急处置 of the post, printed on its card
  card_issued_on date,                          -- the day its risk card was last printed; null: a post without a card
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, org_unit_id) references org_unit (enterprise_id, id)
);
call yf_tenant_table('post');

create table contractor (
  enterprise_id uuid not null references enterprise,  -- the owner
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  code text collate "C",
  name text not null,
  work text,
  agreement_on date,
  from_on date,
  to_on date,
  contact_name text,
  contact_phone_cipher text,
  contact_phone_tail text,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id)
);
call yf_tenant_table('contractor');

create table person (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  name text not null,
  phone_cipher text, phone_tail text, phone_hash text collate "C",
  identity_cipher text, identity_tail text, identity_hash text collate "C",
  contractor_id uuid,
  account_id text,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, contractor_id) references contractor (enterprise_id, id)
);
call yf_tenant_table('person');
create index person_account on person (account_id) where account_id is not null;

create table post_holder (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  post_id uuid not null,
  person_id uuid not null,
  from_on date not null,
  to_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, post_id) references post (enterprise_id, id),
  foreign key (enterprise_id, person_id) references person (enterprise_id, id)
);
call yf_tenant_table('post_holder');
create index post_holder_person on post_holder (enterprise_id, person_id);
create index post_holder_post on post_holder (enterprise_id, post_id);

create table training (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  title text not null,
  held_on date not null,
  hours numeric(6, 1) not null check (hours >= 0),
  attendees uuid[] not null default '{}',
  note text,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id)
);
call yf_tenant_table('training');

-- Files are content-addressed; the row says whose they are and what the phone claimed about them.
create table attachment (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  kind text not null check (kind in ('photo', 'voice', 'plan', 'document')),
  sha256 text collate "C" not null,
  phash text collate "C",                       -- 64-bit perceptual hash, 16 hex digits, photos only
  mime text not null,
  bytes integer not null,
  width integer, height integer,
  taken_at timestamptz,
  lon double precision, lat double precision, accuracy_m double precision,
  uploaded_by text not null,
  stored boolean not null default false,        -- false: announced by a sync batch, its bytes not here yet
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id)
);
call yf_tenant_table('attachment', '{enterprise,region}');
create index attachment_sha on attachment (enterprise_id, sha256);
