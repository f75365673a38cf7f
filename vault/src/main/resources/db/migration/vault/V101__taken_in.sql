-- What a rebuild takes in may be another database's until the rebuild has come to its right end:
-- nothing of it is collected, compacted or moved before (docs/decisions/172).
CREATE TABLE vault_taken_in (
    object uuid PRIMARY KEY REFERENCES vault_object ON DELETE CASCADE,
    key text NOT NULL UNIQUE -- of vault_placed
);
-- A store that was named for a rebuild which has not come to its end.
ALTER TABLE vault_store ADD COLUMN brought boolean NOT NULL DEFAULT false;
