-- Who keeps series. A folder's number is in the folder; an engine's is made from its address.
create table meter_store (
  id uuid primary key,
  name text not null,
  kind text not null,                     -- folder, engine
  address text not null,                  -- where its process answers; empty: nobody else is answered
  seen_at timestamptz not null            -- its process's last word, on the database's clock
);

-- Where what an owner (a host, a token) brings is kept. Several rows: copies.
create table meter_placement (
  owner text not null,
  store_id uuid not null references meter_store,
  leaving boolean not null default false, -- its history is to be at the others, then it goes
  changed_at timestamptz not null default now(),
  primary key (owner, store_id)
);
create index on meter_placement (store_id);

-- What a store lacks of an owner, because it was away or has the owner only since then.
create table meter_debt (
  owner text not null,
  store_id uuid not null,
  since bigint not null,                  -- milliseconds since 1970, first that may be missing
  until bigint not null,                  -- last
  primary key (owner, store_id),
  foreign key (owner, store_id) references meter_placement on delete cascade
);
