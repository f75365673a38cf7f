-- Mails that were filed: the same one does not come twice to the same dossier, whatever becomes of
-- the mailbox.
CREATE TABLE vault_mail (
    identity bytea NOT NULL, -- SHA-256, decision 154
    dossier_id bigint NOT NULL REFERENCES vault_dossier (id) ON DELETE CASCADE,
    filed_at timestamptz NOT NULL,
    PRIMARY KEY (identity, dossier_id)
);
CREATE INDEX ON vault_mail (dossier_id);
