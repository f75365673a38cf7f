-- A database that was made again from manifests of before version 84, which do not say whose they
-- are, goes on with them: a rebuild that was stopped finds those that are left.
ALTER TABLE vault_origin ADD COLUMN for_unnamed boolean NOT NULL DEFAULT false;
