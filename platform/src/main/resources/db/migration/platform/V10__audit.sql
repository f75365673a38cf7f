-- What people changed. Ids have no gaps; each row's hash covers the row before (docs/formats/audit.md).
CREATE TABLE platform_audit (
  id       bigint PRIMARY KEY,
  at       timestamptz NOT NULL,
  user_id  bigint NOT NULL,
  who      text NOT NULL,
  action   text NOT NULL,
  subject  text NOT NULL,
  details  text NOT NULL,
  hash     bytea NOT NULL
);

-- The one row that says where the chain ends; its lock puts writers in a row.
CREATE TABLE platform_audit_end (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  id    bigint NOT NULL,
  hash  bytea NOT NULL
);
INSERT INTO platform_audit_end (id, hash) VALUES (0, decode(repeat('00', 32), 'hex'));
