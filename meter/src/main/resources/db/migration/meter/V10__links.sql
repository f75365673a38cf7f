-- Pictures that are shown to whoever has the address.
create table meter_link (
  id bigint generated always as identity primary key,
  hash bytea not null unique,             -- SHA-256 of the token in the address
  path text not null,                     -- of the picture, with its query
  made_by bigint not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on meter_link (made_by);
create index on meter_link (expires_at);
