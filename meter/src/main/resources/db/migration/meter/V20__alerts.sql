-- What people want to be told of, in PromQL.
create table meter_alert_rule (
  id bigint generated always as identity primary key,
  name text not null unique,
  query text not null,
  hold_s int not null,                     -- wrong for so long before it fires
  keep_s int not null,                     -- well for so long before it is over
  severity text not null,
  message jsonb not null default '{}',     -- {"fr": …, "en": …}
  groups bigint[] not null default '{}',   -- groups of hosts; none: all
  depends_on bigint[] not null default '{}', -- rules; while one of them fires this one is held back
  notify bigint[] not null default '{}',   -- who is on call; none: all
  problem text,                            -- why it could not be asked the last time
  made_by text not null,
  changed_at timestamptz not null
);

-- An alert: one that goes on, or one of the past.
create table meter_alert (
  id bigint generated always as identity primary key,
  key text not null,                       -- what is watched: kind and names
  kind text not null,                      -- threshold, rule, host-silent, graph-stopped
  rule_id bigint,
  host text not null default '',           -- the label; empty where a rule's series have none
  graph_id bigint,
  graph text,                              -- its title
  field text,                              -- the label field
  title text not null,
  labels jsonb not null default '{}',
  phase smallint not null,                 -- 0 pending, 1 firing, 2 resolved
  severity text not null,
  value double precision,
  threshold text not null default '',
  since timestamptz not null,
  fired_at timestamptz,
  quiet_since timestamptz,
  resolved_at timestamptz,
  flapping boolean not null default false,
  acknowledged_by text,
  acknowledged_note text,
  acknowledged_at timestamptz,
  acknowledged_until timestamptz,
  held text,                               -- why nobody is told: silence, maintenance, dependency
  number int,                              -- for answers by SMS; free again a day after the end
  change int not null default 0,           -- counts its changes of state
  told jsonb not null default '{}'         -- group on call → rank of the worst it was told
);
create unique index meter_alert_open on meter_alert (key) where phase < 2;
create index meter_alert_past on meter_alert (key, fired_at);
create index meter_alert_host on meter_alert (host) where phase < 2;

create table meter_alert_step (
  id bigint generated always as identity primary key,
  alert_id bigint not null references meter_alert on delete cascade,
  at timestamptz not null,
  what text not null,
  severity text,
  by_whom text,
  detail text
);
create index on meter_alert_step (alert_id, id);

-- When alerts were looked at last: after a pause of ours hosts are not silent, we were deaf.
create table meter_alert_watch (
  one boolean primary key default true check (one),
  looked_at timestamptz not null,
  listening_since timestamptz not null
);

create table meter_silence (
  id bigint generated always as identity primary key,
  hosts text not null,
  title text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  repeat text not null,
  zone text not null,
  ends_at timestamptz,
  why text not null,
  by_whom text not null
);

-- Hosts that are reached through another: while it says nothing, nobody is told of them.
create table meter_behind (
  id bigint generated always as identity primary key,
  hosts text not null,
  behind text not null
);

create table meter_on_call (
  id bigint generated always as identity primary key,
  name text not null unique,
  people jsonb not null,                   -- [{"name", "address", "mail", "language"}]
  webhook text,
  from_severity text not null,
  after_s int not null
);

-- What people are to be told: one row for a change of state, a way and a receiver.
create table meter_notice (
  id bigint generated always as identity primary key,
  alert_id bigint references meter_alert on delete cascade,
  change int not null,
  medium text not null,                    -- sms, mail, webhook
  target text not null,
  person text not null,
  subject text not null,
  body text not null,
  state smallint not null default 0,       -- 0 waiting, 1 sent, 2 given up
  attempts int not null default 0,
  due_at timestamptz not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  trouble text,
  unique (alert_id, change, medium, target)
);
create index meter_notice_due on meter_notice (due_at) where state = 0;
create index meter_notice_dead on meter_notice (id) where state = 2;
