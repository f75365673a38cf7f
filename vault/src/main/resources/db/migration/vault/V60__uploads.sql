-- Contents that arrive in pieces (tus 1.0.0). The pieces are contents themselves until all are there.
CREATE TABLE vault_upload (
    id text PRIMARY KEY,
    dossier_id bigint NOT NULL REFERENCES vault_dossier (id),
    path text NOT NULL,
    if_exists text NOT NULL, -- version, rename or refuse
    length bigint NOT NULL,
    received bigint NOT NULL DEFAULT 0,
    user_id bigint NOT NULL,
    metadata text NOT NULL, -- as the client sent it
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    document_id bigint, -- once it is whole and in its place
    refusal text -- why it could not be put in its place
);
CREATE INDEX ON vault_upload (expires_at);
CREATE INDEX ON vault_upload (user_id);

CREATE TABLE vault_upload_piece (
    upload_id text NOT NULL REFERENCES vault_upload (id) ON DELETE CASCADE,
    at bigint NOT NULL, -- of its first byte
    size bigint NOT NULL,
    hash bytea NOT NULL REFERENCES vault_blob (hash),
    PRIMARY KEY (upload_id, at)
);
CREATE INDEX ON vault_upload_piece (hash);
