-- Lists of people brought in as files. docs/decisions/051-import.md
create table voice_import (
    id bigint generated always as identity primary key,
    name text not null,                        -- the file's, as uploaded
    country text not null,                     -- of numbers without a country code
    state smallint not null,                   -- 0 receiving, 1 running, 2 done, 3 failed
    problem text,                              -- why it failed, for a person
    next_row bigint not null default 0,        -- rows of the file done, header included
    created bigint not null default 0,
    updated bigint not null default 0,
    rejected bigint not null default 0,
    started_at timestamptz not null,
    finished_at timestamptz,
    caller jsonb not null                      -- on whose behalf: what they may see bounds it
);

-- The report: what was done with each row.
create table voice_import_row (
    import_id bigint not null references voice_import on delete cascade,
    row bigint not null,                       -- position among the rows, from 1
    line bigint not null,                      -- where a person finds it in the file
    value text not null,                       -- the number as written
    outcome smallint not null,                 -- 0 created, 1 updated, 2 rejected
    reason text,                               -- code; null where nothing was wrong
    contact_id bigint,
    primary key (import_id, row)
);
create index voice_import_row_contact on voice_import_row (import_id, contact_id)
    where contact_id is not null;
