-- Hidden dangers: one row from report to closure; its history is the change log.

create table hidden_danger (
  enterprise_id uuid not null references enterprise,
  id uuid not null,                             -- made by the phone or the sender
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  number text collate "C" not null,             -- readable: YH-20261123-0007, unique within the enterprise
  name text not null,
  description text not null default '',
  level text not null default 'general' check (level in ('general', 'major')),
  criteria text[] not null default '{}',        -- items of the major-danger criteria it meets, e.g. 'hazchem-2017/HC-15'
  status text not null check (status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept', 'closed', 'invalid', 'withdrawn')),
  source text not null,
  kind text not null default 'safety',
  factor text check (factor in ('person', 'thing', 'management', 'environment')),
  cause text,
  unit_id uuid, event_id uuid, measure_id uuid, record_id uuid,
  contractor_id uuid,
  location text,
  lon double precision, lat double precision,
  reported_by text not null,                    -- account id, or 'exchange:<variant>'
  reporter_name text not null,
  found_at timestamptz not null,
  received_at timestamptz not null,
  found_day date not null,
  treatment text check (treatment in ('at_once', 'time_limited')),
  five jsonb,                                   -- 五落实: { measures, responsible, funds, deadline, contingency }
  assignee_id text,                             -- account id of the duty holder
  assignee_name text,
  deadline date,
  extension jsonb,
  rectified_by text, rectified_by_name text, rectified_at timestamptz, rectified_note text,
  photo_ids uuid[] not null default '{}',
  rectified_photo_ids uuid[] not null default '{}',
  accepted_by text, accepted_by_name text, accepted_at timestamptz, accepted_note text,
  closed_at timestamptz,
  closed_day date,
  closed_on_time boolean,
  overdue boolean not null default false,
  overdue_since date,
  escalated_to text,
  supervision jsonb,                            -- 挂牌督办
  major jsonb,                                  -- stop or limit, report up, plan, evaluation, resumption
  failed_acceptances integer not null default 0,
  reopened integer not null default 0,
  source_extra jsonb,                           -- fields of a sender that have no place of their own: kept, not cut
  origin text not null default 'hand',
  source_updated_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  unique (enterprise_id, number),
  foreign key (enterprise_id, unit_id) references risk_unit (enterprise_id, id),
  foreign key (enterprise_id, event_id) references risk_event (enterprise_id, id),
  foreign key (enterprise_id, measure_id) references control_measure (enterprise_id, id)
);
call yf_tenant_table('hidden_danger', '{enterprise,region}');
create index hidden_danger_own on hidden_danger (enterprise_id, found_at desc, id desc);
create index hidden_danger_county on hidden_danger (county_code, status, found_at desc, id desc);
create index hidden_danger_city on hidden_danger (city_code, status, found_at desc, id desc);
create index hidden_danger_status on hidden_danger (status, found_at desc, id desc);
create index hidden_danger_found on hidden_danger (found_at desc, id desc);
create index hidden_danger_sector on hidden_danger (sector, found_at desc, id desc);
create index hidden_danger_park on hidden_danger (park_id, found_at desc, id desc) where park_id is not null;
create index hidden_danger_overdue on hidden_danger (county_code, deadline) where overdue;
create index hidden_danger_deadline on hidden_danger (deadline) where not overdue and closed_at is null;
create index hidden_danger_event on hidden_danger (enterprise_id, event_id) where event_id is not null;
