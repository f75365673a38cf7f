-- When the provider took the part; at is then when its fate became known.
alter table voice_part add column sent_at timestamptz;
