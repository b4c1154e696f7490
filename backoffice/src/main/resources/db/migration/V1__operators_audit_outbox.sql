-- Operators as they stand. What they were is in the audit log.
create table operator (
    id text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
    name text not null,
    status text not null check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED')),
    wallet_url text not null,
    languages text[] not null,
    regions text[] not null,
    frame_origins text[] not null,
    version bigint not null check (version > 0),
    changed_at timestamptz not null
);

-- Minor units of one currency.
create table operator_currency (
    operator text not null references operator (id),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    min_stake bigint not null check (min_stake > 0),
    max_stake bigint not null check (max_stake >= min_stake),
    max_win bigint not null check (max_win >= max_stake),
    round_liability bigint not null check (round_liability >= max_win),
    primary key (operator, currency)
);

-- Who changed what. Each entry carries the hash of the one before it.
create table audit (
    position bigint primary key check (position > 0),
    id uuid not null unique,
    at timestamptz not null,
    actor text not null,
    actor_name text not null,
    roles text not null,
    action text not null,
    subject text not null,
    reason text not null,
    before_value text,
    after_value text,
    previous_hash bytea not null,
    hash bytea not null
);
create index audit_subject on audit (subject, position);

-- The end of the chain: one row, locked by whoever appends.
create table audit_head (
    id int primary key check (id = 1),
    position bigint not null,
    hash bytea not null
);
insert into audit_head (id, position, hash) values (1, 0, decode(repeat('00', 32), 'hex'));

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end $$;
create trigger audit_is_append_only before update or delete on audit
    for each row execute function refuse_change();
create trigger audit_is_never_emptied before truncate on audit
    for each statement execute function refuse_change();

create table outbox (
    position bigint generated always as identity primary key,
    id uuid not null unique,
    topic text not null,
    event_key text not null,
    type text not null,
    payload bytea not null,
    traceparent text,
    at timestamptz not null,
    published_at timestamptz
);
create index outbox_unpublished on outbox (position) where published_at is null;
