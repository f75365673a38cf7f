-- How each gateway process sees its lines, for screens served by others. Old rows mean that the
-- process is gone.
create unlogged table gateway_line (
    node text not null,
    channel text not null,
    state text not null,
    detail text not null,
    since timestamptz not null,
    received bigint not null,
    sent bigint not null,
    waiting bigint not null,
    seen_at timestamptz not null,
    primary key (node, channel)
);
