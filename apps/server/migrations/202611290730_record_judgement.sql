-- What somebody else thinks of the explanation of a marked record: accepted or not. The mark and the explanation stay as they are. A table of its own, for of a
-- thousand records hardly one is marked, and fewer are judged.
create table record_judgement (
  enterprise_id uuid not null references enterprise,
  record_id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  verdict text check (verdict in ('accepted', 'doubted')), -- null: explained anew since, nobody has judged that yet
  official boolean not null,                                -- by an authority; only that takes the record out of the use index
  judged_by text not null,
  judged_role text not null,
  judged_at timestamptz not null,
  note text,
  primary key (enterprise_id, record_id)
);
call yf_tenant_table('record_judgement', '{enterprise,region}');
