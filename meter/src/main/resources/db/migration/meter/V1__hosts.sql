-- A machine that is watched. Its name is the label `host` of all its series and never changes.
create table meter_host (
  id bigint generated always as identity primary key,
  name text not null unique,
  title text not null,
  key text,                               -- Ed25519, X.509 in base64; null: the centre's own agent
  paired_at timestamptz not null,
  revoked_at timestamptz,
  seen_at timestamptz,                    -- last push, on the centre's clock
  newest_at timestamptz,                  -- time of the newest sheet, on the host's clock
  clock_offset_ms bigint not null default 0,
  backlog_sheets bigint not null default 0,
  backlog_since timestamptz,              -- time of the sheet that the backlog has reached
  too_old bigint not null default 0,      -- readings that could not be kept
  too_far bigint not null default 0,
  refused bigint not null default 0,      -- sheets refused for good
  refused_why text,
  version text not null default '',
  address text not null default ''
);

create table meter_host_group (
  id bigint generated always as identity primary key,
  name text not null unique,
  description text not null default ''
);

create table meter_host_in_group (
  host_id bigint not null references meter_host on delete cascade,
  group_id bigint not null references meter_host_group on delete cascade,
  primary key (host_id, group_id)
);
create index on meter_host_in_group (group_id);

-- A graph as its agent last described it. json, not jsonb: the order of attributes is kept.
create table meter_graph (
  id bigint generated always as identity primary key,
  host_id bigint not null references meter_host on delete cascade,
  name text not null,
  title text not null,
  category text not null,
  attributes json not null,               -- {"graph_title": …}
  fields json not null,                   -- [{"name": …, "attributes": {…}}]
  told_at timestamptz not null,           -- time of the sheet that described it
  unique (host_id, name)
);
create index on meter_graph (category);
create index on meter_graph (name);

-- A one-time code by which an agent is paired.
create table meter_code (
  id bigint generated always as identity primary key,
  hash text not null unique,              -- hex SHA-256; the code has 80 random bits
  title text,
  groups bigint[] not null default '{}',
  host_id bigint references meter_host on delete cascade,  -- pairs this host anew
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_key text,                          -- the key that brought it; null while it is open
  paired_host_id bigint references meter_host on delete cascade
);
