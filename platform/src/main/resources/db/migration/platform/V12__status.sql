-- Which roles run where; each process writes its own rows every few seconds.
CREATE TABLE platform_role (
  instance  text NOT NULL,
  name      text NOT NULL,
  host      text NOT NULL,
  since     timestamptz NOT NULL,
  seen_at   timestamptz NOT NULL,
  PRIMARY KEY (instance, name)
);
