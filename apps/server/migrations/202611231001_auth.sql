-- Accounts, how they prove themselves, and under which duties they act. better-auth keeps its four tables here under our names;
-- what it does not know (duties, lock-out, idle end, history of passwords) stands beside it.

create table account (
  id uuid primary key,
  username text collate "C" not null unique,    -- lower case
  name text not null,
  email text collate "C" not null unique,       -- asked for by the library; never used, <id>@account.invalid
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  state text not null default 'active' check (state in ('active', 'disabled')),
  locale text not null default 'zh' check (locale in ('zh', 'en')),
  failed_count integer not null default 0,
  locked_until timestamptz,
  must_change_password boolean not null default false,
  password_changed_at timestamptz not null default now(),
  demo boolean not null default false,          -- invented; its second factor is shown while the demo runs
  demo_rank integer,                            -- place among the names offered on the sign-in page; null: not offered
  demo_password text,                           -- of offered names only, shown on the sign-in page while the demo runs
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  check (demo or (demo_rank is null and demo_password is null))
);
call yf_platform_table('account');

create table account_credential (
  id uuid primary key,
  external_id text not null,
  provider_id text not null,
  account_id uuid not null references account,
  access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text,
  password text,                                -- scrypt: salt:key, both hexadecimal
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index account_credential_account on account_credential (account_id);
call yf_platform_table('account_credential');

create table account_session (
  id uuid primary key,
  token text collate "C" not null unique,
  account_id uuid not null references account,
  assignment_id uuid,
  kept boolean not null default false,          -- "keep me signed in on this phone": no idle end, worker roles only
  second_factor_at timestamptz,
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index account_session_account on account_session (account_id);
call yf_platform_table('account_session');

create table account_verification (
  id uuid primary key,
  identifier text collate "C" not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index account_verification_identifier on account_verification (identifier);
call yf_platform_table('account_verification');

create table account_totp (
  id uuid primary key,
  account_id uuid not null references account,
  secret text not null,                         -- encrypted with the session secret
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz,
  last_code text                                -- a code counts once
);
create index account_totp_account on account_totp (account_id);
call yf_platform_table('account_totp');

create table password_history (
  id uuid primary key,
  account_id uuid not null references account,
  at timestamptz not null,
  password text not null
);
create index password_history_account on password_history (account_id, at desc);
call yf_platform_table('password_history');

-- One duty of an account: a role within one scope, for a time.
create table assignment (
  id uuid primary key,
  account_id uuid not null references account,
  role text not null,
  scope_kind text not null check (scope_kind in ('enterprise', 'region', 'sector', 'park', 'platform', 'audit')),
  region_code text collate "C" references region (code),
  sector text collate "C" references sector (code),
  park_id uuid references park,
  enterprise_id uuid,
  person_id uuid,                               -- the person of that enterprise
  valid_from timestamptz not null,
  valid_to timestamptz,
  granted_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  check ((scope_kind = 'enterprise') = (enterprise_id is not null)),
  check ((scope_kind in ('region', 'sector')) = (region_code is not null)),
  check ((scope_kind = 'sector') = (sector is not null)),
  check ((scope_kind = 'park') = (park_id is not null)),
  check ((role in ('system_admin', 'security_admin')) = (scope_kind = 'platform')),
  check ((role = 'audit_admin') = (scope_kind = 'audit'))
);
create index assignment_account on assignment (account_id);
create index assignment_enterprise on assignment (enterprise_id) where enterprise_id is not null;
-- 三员分立: the code refuses a second duty beside an administrator's; this holds even if it forgot.
create unique index assignment_one_administrator on assignment (account_id)
  where valid_to is null and role in ('system_admin', 'security_admin', 'audit_admin');
call yf_platform_table('assignment');

-- Each attempt, kept at least six months (等保); no scope may change or delete it.
create table sign_in_log (
  id uuid primary key,
  at timestamptz not null,
  username text not null,
  account_id uuid,
  outcome text not null check (outcome in ('ok', 'second_factor_asked', 'wrong_password', 'unknown_name', 'wrong_code', 'locked',
    'disabled', 'signed_out', 'session_revoked', 'password_changed', 'second_factor_enrolled')),
  ip text,
  user_agent text
);
create index sign_in_log_at on sign_in_log (at desc, id desc);
create index sign_in_log_account on sign_in_log (account_id, at desc);
call yf_platform_table('sign_in_log');
revoke update, delete on sign_in_log from yf_system, yf_platform;
grant select on sign_in_log to yf_audit;

create table security_policy (
  id uuid primary key,
  min_length integer not null check (min_length between 8 and 64),
  min_classes integer not null check (min_classes between 1 and 4),
  not_last integer not null check (not_last between 0 and 24),
  max_age_days integer check (max_age_days between 30 and 730),
  lock_after integer not null check (lock_after between 3 and 20),
  lock_minutes integer not null check (lock_minutes between 1 and 1440),
  idle_minutes integer check (idle_minutes between 1 and 1440),   -- null: the setting YUFANG_IDLE_MINUTES
  absolute_hours integer not null check (absolute_hours between 1 and 168),
  kept_days integer not null check (kept_days between 1 and 180),
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
call yf_platform_table('security_policy');
insert into security_policy (id, min_length, min_classes, not_last, max_age_days, lock_after, lock_minutes, absolute_hours, kept_days)
values ('00000000-0000-0000-0000-000000000001', 10, 3, 5, null, 5, 15, 12, 90);

-- A person invited into an enterprise. The code is given once; only its hash is kept.
create table invitation (
  enterprise_id uuid not null references enterprise,
  id uuid not null,
  city_code text collate "C" not null, county_code text collate "C" not null, sector text collate "C" not null, park_id uuid,
  code_hash text collate "C" not null,
  name text not null,
  role text not null,
  person_id uuid,
  state text not null default 'open' check (state in ('open', 'accepted', 'revoked')),
  invited_by text not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (enterprise_id, id),
  foreign key (enterprise_id, person_id) references person (enterprise_id, id)
);
call yf_tenant_table('invitation', '{enterprise,region}');
create index invitation_code on invitation (code_hash);
