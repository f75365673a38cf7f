-- Dashboards that people made; the others are computed.
create table meter_dashboard (
  id bigint generated always as identity primary key,
  name text not null unique,
  description text not null default '',
  panels json not null,                    -- in their order; as in the API
  groups bigint[] not null default '{}',   -- groups of hosts: who sees one of them sees it; none: all
  made_by bigint not null,
  changed_at timestamptz not null
);

-- What happened and when, as people write it into graphs.
create table meter_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  until_at timestamptz,
  title text not null,
  body text not null default '',
  hosts bigint[] not null default '{}',    -- none: all
  by_whom text not null
);
create index on meter_event (at);
