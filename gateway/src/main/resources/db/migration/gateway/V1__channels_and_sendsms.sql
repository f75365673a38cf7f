-- Lines to providers as an operator sets them. secrets: a sealed JSON object, never clear text.
create table gateway_channel (
    id bigint generated always as identity primary key,
    name text not null unique,
    kind text not null,
    sender text not null,
    window_size int not null,
    rate_per_second double precision not null,
    paused boolean not null,
    country text not null,
    price numeric(12, 4) not null,
    currency text not null,
    link jsonb not null,
    secrets bytea not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
);

-- One message to one number that a program handed to our sendsms. The gateway knows it under the
-- negative of its id, which no message of voice can have. report_url is sealed: such addresses
-- often hold the program's own password.
create table gateway_sendsms (
    id bigint generated always as identity primary key,
    login text not null,
    account text not null,
    channel text not null,
    sender text not null,
    receiver text not null,
    report_mask smallint not null,
    report_url bytea,
    reported_mask smallint not null default 0,
    settled boolean not null default false,
    created_at timestamptz not null
);
create index gateway_sendsms_open on gateway_sendsms (channel) where not settled;
create index gateway_sendsms_age on gateway_sendsms (created_at);

-- What became of its parts. state: 0 submitted, 1 buffered, 2 delivered, 3 failed, 4 refused,
-- 5 uncertain.
create table gateway_sendsms_part (
    message_id bigint not null references gateway_sendsms (id) on delete cascade,
    part smallint not null,
    parts smallint not null,
    channel text not null,
    provider_id text,
    state smallint not null,
    primary key (message_id, part)
);
create index gateway_sendsms_part_provider on gateway_sendsms_part (channel, provider_id);

-- Receipts that came before the answer to their submission was known.
create table gateway_early_receipt (
    channel text not null,
    provider_id text not null,
    state text not null,
    code text not null,
    at timestamptz not null,
    primary key (channel, provider_id, state)
);
create index gateway_early_receipt_age on gateway_early_receipt (at);

-- Calls to a program's dlr-url that are still to be made.
create table gateway_callback (
    id bigint generated always as identity primary key,
    message_id bigint not null,
    host text not null,
    url bytea not null,
    attempts smallint not null default 0,
    due_at timestamptz not null,
    created_at timestamptz not null
);
create index gateway_callback_message on gateway_callback (message_id, id);
create index gateway_callback_due on gateway_callback (due_at);

-- Requests that carried an Idempotency-Key: a repeated one is answered alike and sends nothing.
create table gateway_sendsms_request (
    login text not null,
    key text not null,
    fingerprint bytea not null,
    created_at timestamptz not null,
    primary key (login, key)
);
create index gateway_sendsms_request_age on gateway_sendsms_request (created_at);

-- Ids of messages that a Kannel handed over: a repeated one changes nothing.
create table gateway_arrival (
    channel text not null,
    id text not null,
    at timestamptz not null,
    primary key (channel, id)
);
create index gateway_arrival_age on gateway_arrival (at);
