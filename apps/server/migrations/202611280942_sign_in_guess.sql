-- Wrong passwords for names that no account has: counted and locked as an account's own are, so that the answers do not tell which names exist.
create table sign_in_guess (
  name_hash text collate "C" primary key,       -- SM3 of the name: what people mistype here may be a password
  failed_count integer not null default 0,
  locked_until timestamptz,
  last_at timestamptz not null default now()
);
create index sign_in_guess_last on sign_in_guess (last_at);
call yf_platform_table('sign_in_guess');
