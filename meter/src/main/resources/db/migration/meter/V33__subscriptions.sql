-- Reports that are sent by mail again and again.
create table meter_subscription (
  id bigint generated always as identity primary key,
  kind text not null,                     -- hosts, dashboards
  about text not null,                    -- a number, or an automatic dashboard's text
  title text not null,                    -- of what it is about, when it was last looked at
  length text not null,                   -- day, week, month
  hour smallint not null,                 -- of the morrow of the period's last day, by the zone
  zone text not null,
  language text not null,
  addresses text[] not null,
  made_by bigint not null,
  maker text not null,                    -- the name
  sees text[],                            -- hosts that the maker saw; null for all
  next_at timestamptz not null
);
create index on meter_subscription (next_at);

-- A report to one address.
create table meter_subscription_letter (
  id bigint generated always as identity primary key,
  subscription_id bigint not null references meter_subscription on delete cascade,
  address text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  state smallint not null default 0,      -- 0 waiting, 1 sent, 2 given up
  attempts int not null default 0,
  due_at timestamptz not null,
  ended_at timestamptz,
  trouble text
);
create index on meter_subscription_letter (due_at) where state = 0;
create index on meter_subscription_letter (subscription_id, id);

-- For the list of links: what it shows and who made it, as they were called then.
alter table meter_link add column title text not null default '';
alter table meter_link add column maker text not null default '';
