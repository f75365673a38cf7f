-- When a file of an old share had come here: how a move goes on is drawn from it.
ALTER TABLE vault_move_reference ADD COLUMN kept_at timestamptz;
