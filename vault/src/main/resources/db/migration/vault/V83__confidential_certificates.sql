-- Who could not see a confidential dossier learns nothing by its certificate either.
ALTER TABLE vault_erasure ADD COLUMN confidential boolean NOT NULL DEFAULT true;
ALTER TABLE vault_erasure ALTER COLUMN confidential DROP DEFAULT;

-- A document that moves changes the dossier that it leaves as well.
CREATE FUNCTION vault_manifest_moved() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO vault_manifest_due (kind, subject)
    SELECT DISTINCT 0, o.dossier_id
    FROM old_rows o JOIN new_rows n USING (id) WHERE n.dossier_id <> o.dossier_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER vault_manifest_moved AFTER UPDATE ON vault_document
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION vault_manifest_moved();
