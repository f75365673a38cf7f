-- This database came out of a backup. Until somebody says that it is the one that counts, it takes
-- nothing away from stores that others may be using as well.
CREATE TABLE vault_restored (
    id uuid PRIMARY KEY,
    backup text NOT NULL, -- its stamp
    at timestamptz NOT NULL DEFAULT now(),
    taken_over_at timestamptz
);
