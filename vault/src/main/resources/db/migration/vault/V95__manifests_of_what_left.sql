-- A document that went to another dossier is told of by the one that it left until a manifest of
-- the other is durable; only then is the one that it left written without it (docs/decisions/171).
CREATE TABLE vault_manifest_left (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_id bigint NOT NULL, -- may be erased meanwhile
    from_id bigint NOT NULL,
    to_id bigint NOT NULL
);
CREATE INDEX vault_manifest_left_from ON vault_manifest_left (from_id);
CREATE INDEX vault_manifest_left_to ON vault_manifest_left (to_id);

DROP TRIGGER vault_manifest_moved ON vault_document;
DROP FUNCTION vault_manifest_moved();

CREATE FUNCTION vault_manifest_left() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO vault_manifest_left (document_id, from_id, to_id)
    VALUES (NEW.id, OLD.dossier_id, NEW.dossier_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER vault_manifest_left AFTER UPDATE OF dossier_id ON vault_document
    FOR EACH ROW WHEN (OLD.dossier_id <> NEW.dossier_id)
    EXECUTE FUNCTION vault_manifest_left();
