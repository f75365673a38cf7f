-- When what is done seldom was done last.
create table meter_chore (
  name text primary key,
  done_at timestamptz not null
);
