-- Holds over a type and certificates of what was erased are told by the type's manifest; and every
-- manifest says which database wrote it (docs/decisions/160).
DO
$$
DECLARE
    t text;
    e record;
BEGIN
    FOR t IN SELECT unnest(ARRAY['vault_hold', 'vault_erasure'])
    LOOP
        FOR e IN SELECT * FROM (VALUES ('INSERT', 'NEW'), ('UPDATE', 'NEW'), ('DELETE', 'OLD'))
            AS e (event, rows)
        LOOP
            EXECUTE format('CREATE TRIGGER vault_manifest_%1$s_type_id AFTER %2$s ON %3$s
                            REFERENCING %4$s TABLE AS changed FOR EACH STATEMENT
                            EXECUTE FUNCTION vault_manifest_mark_type_id_1()',
                           lower(e.event), e.event, t, e.rows);
        END LOOP;
    END LOOP;
END
$$;

-- Numbers of dossiers mean something only together with it. A database that is restored keeps it;
-- one that is made again from manifests takes that of the database that wrote them.
CREATE TABLE vault_origin (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    id uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO vault_origin DEFAULT VALUES;

-- All are written anew, so that they say it.
INSERT INTO vault_manifest_due (kind, subject)
SELECT 1, id FROM vault_type UNION ALL SELECT 0, id FROM vault_dossier;
