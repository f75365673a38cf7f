-- Who asked to stop is asked for each batch that leaves: an index of those few alone.
-- docs/decisions/071-last-gate.md
create index voice_contact_stopped on voice_contact (address) where stopped_at is not null;
