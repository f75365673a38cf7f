-- Manifests: what brings types and dossiers back from the stores alone (docs/formats/manifest.md).
-- kind: 0 a dossier, 1 a type.

-- What was changed; rows are only added, so that nobody waits for anybody.
CREATE TABLE vault_manifest_due (
    kind smallint NOT NULL,
    subject bigint NOT NULL
);

CREATE TABLE vault_manifest (
    kind smallint NOT NULL,
    subject bigint NOT NULL,
    turn bigint NOT NULL DEFAULT 0, -- of the manifest written last; of several the highest counts
    head bytea REFERENCES vault_blob (hash),
    marks bigint NOT NULL DEFAULT 0, -- how often it was found changed
    due_at timestamptz, -- NULL: the manifest says what is so
    rest_until timestamptz NOT NULL DEFAULT '-infinity', -- a long one is not written at each change
    PRIMARY KEY (kind, subject)
);
CREATE INDEX vault_manifest_next ON vault_manifest (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX vault_manifest_head ON vault_manifest (head);

CREATE TABLE vault_manifest_piece (
    kind smallint NOT NULL,
    subject bigint NOT NULL,
    hash bytea NOT NULL REFERENCES vault_blob (hash),
    PRIMARY KEY (kind, subject, hash)
);
CREATE INDEX vault_manifest_piece_hash ON vault_manifest_piece (hash);
CREATE INDEX vault_blob_manifest ON vault_blob (object, at) WHERE kind = 4;

-- One function for each column that names a dossier (0) or a type (1); its plan is kept.
DO
$$
DECLARE
    f record;
    t record;
    e record;
BEGIN
    FOR f IN SELECT * FROM (VALUES
        ('id', 0, ARRAY['vault_dossier']),
        ('dossier_id', 0, ARRAY['vault_grant', 'vault_person', 'vault_note', 'vault_task',
            'vault_hold', 'vault_folder', 'vault_document', 'vault_held_change', 'vault_change']),
        ('from_id', 0, ARRAY['vault_link']),
        ('id', 1, ARRAY['vault_type']),
        ('type_id', 1, ARRAY['vault_grant'])) AS f (subject, kind, tables)
    LOOP
        EXECUTE format('CREATE FUNCTION vault_manifest_mark_%1$s_%2$s() RETURNS trigger
            LANGUAGE plpgsql AS
            ''BEGIN
                INSERT INTO vault_manifest_due (kind, subject)
                SELECT DISTINCT %2$s, %1$s FROM changed WHERE %1$s IS NOT NULL;
                RETURN NULL;
            END''', f.subject, f.kind);
        FOR t IN SELECT unnest(f.tables) AS name
        LOOP
            FOR e IN SELECT * FROM (VALUES ('INSERT', 'NEW'), ('UPDATE', 'NEW'), ('DELETE', 'OLD'))
                AS e (event, rows)
            LOOP
                EXECUTE format('CREATE TRIGGER vault_manifest_%1$s_%2$s AFTER %1$s ON %3$s
                                REFERENCING %4$s TABLE AS changed FOR EACH STATEMENT
                                EXECUTE FUNCTION vault_manifest_mark_%2$s_%5$s()',
                               lower(e.event), f.subject, t.name, e.rows, f.kind);
            END LOOP;
        END LOOP;
    END LOOP;
END
$$;

-- Versions come with their document's row; some go alone.
CREATE FUNCTION vault_manifest_version_gone() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO vault_manifest_due (kind, subject)
    SELECT DISTINCT 0, d.dossier_id
    FROM changed JOIN vault_document d ON d.id = changed.document_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER vault_manifest_delete AFTER DELETE ON vault_version
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION vault_manifest_version_gone();

INSERT INTO vault_manifest_due (kind, subject)
SELECT 1, id FROM vault_type UNION ALL SELECT 0, id FROM vault_dossier;
