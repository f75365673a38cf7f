-- Contents, known by their SHA-256; what a content is made of and where its copies lie.
CREATE TABLE vault_blob (
    hash bytea PRIMARY KEY CHECK (length(hash) = 32),
    size bigint NOT NULL,
    refs integer NOT NULL DEFAULT 0 CHECK (refs >= 0),
    kept_at timestamptz NOT NULL, -- last brought in; without references it is collected a grace period later
    verified_at timestamptz
);
