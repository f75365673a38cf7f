-- Manifests rest longer where a record keeps changing; the one before the newest stays whole
-- (docs/decisions/161).
ALTER TABLE vault_manifest ADD COLUMN rest_seconds integer NOT NULL DEFAULT 0; -- before rest_until
ALTER TABLE vault_manifest ADD COLUMN before bytea REFERENCES vault_blob (hash); -- the head before
CREATE INDEX vault_manifest_before ON vault_manifest (before);

-- In which it is: 1 the newest, 2 the one before, 3 both.
ALTER TABLE vault_manifest_piece ADD COLUMN used smallint NOT NULL DEFAULT 1;

-- What was replaced is collected sooner than contents: found without looking at those.
CREATE INDEX vault_blob_replaced ON vault_blob (kept_at) WHERE refs = 0 AND kind IN (4, 5);
