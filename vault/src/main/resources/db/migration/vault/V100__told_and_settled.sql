-- A manifest of the dossier that a document went to tells of it, but may still wait in a spool for
-- its stores: until it is there, the dossier that the document left goes on telling of it
-- (docs/decisions/171).
ALTER TABLE vault_manifest_left ADD COLUMN told boolean NOT NULL DEFAULT false;
