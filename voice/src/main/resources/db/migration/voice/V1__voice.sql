-- People, and what they and we said to each other. Times are when the edge saw the message.

create table voice_contact (
    id bigint generated always as identity primary key,
    address text not null unique,              -- E.164 with '+', or a short code / name as it came
    name text,
    language text,                             -- BCP 47 primary tag; null: the poll's default
    place text,                                -- first-level division
    fields jsonb not null default '{}',
    stopped_at timestamptz,                    -- asked not to be written to; nothing leaves to them
    created_at timestamptz not null default now()
);

create table voice_group (
    id bigint generated always as identity primary key,
    name text not null unique,
    description text not null default '',
    created_at timestamptz not null default now()
);

create table voice_contact_group (
    contact_id bigint not null references voice_contact on delete cascade,
    group_id bigint not null references voice_group on delete cascade,
    primary key (contact_id, group_id)
);
create index voice_contact_group_by_group on voice_contact_group (group_id, contact_id);

create table voice_poll (
    id bigint generated always as identity primary key,
    name text not null,
    kind text not null,
    state text not null default 'DRAFT',       -- DRAFT, RUNNING, PAUSED, CLOSED
    definition jsonb not null,
    version int not null default 1,
    sending boolean not null default false,    -- the release of questions goes on
    asked bigint not null default 0,           -- people selected at start
    created_at timestamptz not null default now(),
    started_at timestamptz,
    closed_at timestamptz
);

-- Who is asked what. Keyed by contact first: an answer looks up its sender's polls.
-- No references: a start inserts hundreds of thousands, and each would be checked and locked by
-- itself. Neither people nor started polls are ever deleted.
create table voice_recipient (
    poll_id bigint not null,
    contact_id bigint not null,
    state smallint not null default 0,         -- 0 waiting, 1 released, 2 dropped (stopped since)
    asked_at timestamptz,                      -- when the question was released
    message_id bigint,
    primary key (contact_id, poll_id)
) with (fillfactor = 80);
create index voice_recipient_waiting on voice_recipient (poll_id, contact_id) where state = 0;

-- Allocated in runs, one run a batch, so that a batch knows its ids before it inserts.
create sequence voice_message_id cache 1;

create table voice_message (
    id bigint primary key,
    direction smallint not null,               -- 0 in, 1 out
    contact_id bigint not null,
    channel text not null,
    text text not null,
    at timestamptz not null,                   -- received (in) or decided (out)
    -- in: 0 handled; out: 0 queued, 1 sent, 2 delivered, 3 failed, 4 uncertain, 5 cancelled
    status smallint not null default 0,
    poll_id bigint,
    inbox smallint not null default 0,         -- 0 none, 1 open, 2 done
    inbox_kind smallint not null default 0,    -- 0 none, 1 unsolicited, 2 story, 3 undone attribution
    in_reply_to bigint,
    trace jsonb,                               -- which rule decided what, see docs/formats/trace.md
    source text                                -- queue item it came as: node:position
) with (fillfactor = 75);                      -- room for the status of what was sent, in its page
create index voice_message_by_contact on voice_message (contact_id, id);
create index voice_message_inbox on voice_message (inbox, id) where inbox > 0;

-- One outgoing message's parts at the SMSC. A part unknown here may be reported early: see voice_early_receipt.
create table voice_part (
    message_id bigint not null,
    part smallint not null,
    parts smallint not null,
    channel text not null,
    provider_id text,
    status smallint not null,                  -- 1 sent, 2 delivered, 3 failed, 4 uncertain
    code text,
    at timestamptz not null,
    primary key (message_id, part)
) with (fillfactor = 80);
create index voice_part_by_provider on voice_part (provider_id, channel) where provider_id is not null;

-- A delivery receipt that overtook the answer to its own submission.
create table voice_early_receipt (
    channel text not null,
    provider_id text not null,
    state text not null,
    code text,
    at timestamptz not null,
    primary key (channel, provider_id)
);

create table voice_answer (
    id bigint generated always as identity primary key,
    poll_id bigint not null,
    contact_id bigint not null,
    message_id bigint not null,
    category text,                             -- null: uncategorised
    number numeric,
    manual boolean not null default false,
    confidence real not null,
    counted boolean not null,                  -- the one answer of this person that counts
    late boolean not null default false,
    place text,
    received_at timestamptz not null,
    undone_at timestamptz
) with (fillfactor = 90);
-- One counted answer a person and poll: two writers at once become an error and a retry, never two votes.
create unique index voice_answer_counted on voice_answer (contact_id, poll_id) where counted;
create index voice_answer_by_poll on voice_answer (poll_id, id);

-- Live counters: people by category and place, and by the hour in which their answer came. One row
-- per shard (queue partition), so that workers never wait for each other; a page sums the shards.
-- Both together instead of one table of all combinations: a page reads hundreds of rows, not
-- hundreds of thousands.
create table voice_tally (
    poll_id bigint not null,
    category text not null,                    -- '' for uncategorised
    place text not null,                       -- '' for unknown
    shard smallint not null,
    people bigint not null,
    primary key (poll_id, category, place, shard)
) with (fillfactor = 50);

create table voice_timeline (
    poll_id bigint not null,
    hour timestamptz not null,
    shard smallint not null,
    people bigint not null,
    primary key (poll_id, hour, shard)
) with (fillfactor = 50);

-- Live counters of sending: messages of a poll by outcome, sharded likewise.
create table voice_sending_tally (
    poll_id bigint not null,
    status smallint not null,                  -- as voice_message.status of an outgoing message
    shard smallint not null,
    messages bigint not null,
    primary key (poll_id, status, shard)
) with (fillfactor = 50);

create table voice_review (
    id bigint generated always as identity primary key,
    message_id bigint not null unique,
    contact_id bigint not null,
    candidates jsonb not null,                 -- [{pollId, confidence, why}]
    state smallint not null default 0,         -- 0 open, 1 attributed, 2 sent to the inbox
    at timestamptz not null
);
create index voice_review_open on voice_review (id) where state = 0;
