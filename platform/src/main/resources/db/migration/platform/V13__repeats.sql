-- Answers to POSTs with an Idempotency-Key, for a day; without status: begun and never finished.
CREATE TABLE platform_repeat (
  user_id   bigint NOT NULL,
  key       text NOT NULL,
  path      text NOT NULL,
  begun_at  timestamptz NOT NULL,
  status    integer,
  body      text,
  PRIMARY KEY (user_id, key)
);
CREATE INDEX platform_repeat_by_age ON platform_repeat (begun_at);
