-- What belongs to one gateway process at a time: a channel by its name, a gateway's own name as
-- 'node:<name>'. holder names the process's folder; a living one counts renewals up.
-- docs/decisions/072-channel-lease.md
create table gateway_lease (
    thing text primary key,
    holder text not null,
    node text not null,
    renewals bigint not null,
    renewed_at timestamptz not null
);
