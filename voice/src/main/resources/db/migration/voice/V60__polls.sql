-- Numeric answers: people by value (to four significant digits) with the exact sum, sharded like
-- voice_tally. Statistics read some hundred rows here instead of every answer.
create table voice_number_tally (
    poll_id bigint not null,
    figure numeric not null,
    shard smallint not null,
    people bigint not null,
    total numeric not null,
    primary key (poll_id, figure, shard)
) with (fillfactor = 50);

-- A person's answers that do not count (replaced, late, undone) are looked up when one is undone or
-- restored. Most answers count and never enter this index.
create index voice_answer_uncounted on voice_answer (contact_id, poll_id) where not counted;

-- One run over a poll's past answers with its present rules.
create table voice_reprocess (
    id bigint generated always as identity primary key,
    poll_id bigint not null references voice_poll on delete cascade,
    version int not null,                      -- of the rules
    upto bigint not null,                      -- the last answer when it was asked for
    position bigint not null default 0,        -- answers up to this id are done
    seen bigint not null default 0,
    changed bigint not null default 0,
    started_at timestamptz not null,
    finished_at timestamptz
);
create index voice_reprocess_by_poll on voice_reprocess (poll_id, id);
