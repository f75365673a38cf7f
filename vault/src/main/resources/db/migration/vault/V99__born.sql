-- When this database began to be used: what lies in a store and is older was written by another,
-- and is not taken in, and so not collected, by itself (docs/decisions/172). NULL: not used yet.
ALTER TABLE vault_origin ADD COLUMN born_at timestamptz;
UPDATE vault_origin SET born_at = least(
    (SELECT min(made_at) FROM vault_object),
    (SELECT min(created_at) FROM vault_dossier));
