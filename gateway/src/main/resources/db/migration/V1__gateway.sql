-- Operators as the backoffice tells us, one row each; an older version never overwrites a newer one.
create table operator (
    id text primary key,
    version bigint not null,
    config bytea not null
);

-- Secrets are AES-GCM ciphertext under the KEK; the plain secret is shown once and never stored.
create table operator_key (
    id text primary key,
    operator text not null,
    purpose text not null check (purpose in ('API', 'WALLET')),
    secret bytea not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create index operator_key_operator on operator_key (operator);

create table session (
    id uuid primary key,
    operator text not null,
    player text not null,
    currency text not null,
    game text not null,
    mode text not null check (mode in ('REAL', 'TEST')),
    language text,
    region text,
    jurisdiction text,
    created_at timestamptz not null,
    -- Slides with use, never past ends_at.
    idle_until timestamptz not null,
    ends_at timestamptz not null,
    revoked_at timestamptz
);

-- Every movement that we asked an operator's wallet for, and the queue of those still owed.
create table wallet_transaction (
    transaction uuid primary key,
    position bigint generated always as identity,
    kind text not null check (kind in ('DEBIT', 'CREDIT', 'ROLLBACK', 'ROUND_CLOSE', 'ROUND_SEALED')),
    operator text not null,
    player text not null,
    ticket text not null,
    game text not null,
    round bigint not null,
    currency text not null,
    amount bigint not null,
    mode text not null,
    -- What is sent in one lane keeps its order.
    lane text not null,
    body text not null,
    -- When the engine ordered it; a later order of the same rollback arms it again.
    ordered_at timestamptz not null,
    -- Rollbacks only: when the debit's right to apply ended.
    expires_at timestamptz,
    state text not null check (state in ('QUEUED', 'APPLIED', 'NOT_APPLIED', 'UNKNOWN', 'PARKED')),
    attempts int not null default 0,
    first_attempt_at timestamptz,
    next_attempt_at timestamptz not null,
    claimed_until timestamptz,
    finished_at timestamptz,
    operator_transaction text not null default '',
    cause text not null default ''
);
create index wallet_transaction_due on wallet_transaction (operator, next_attempt_at)
    where state = 'QUEUED';
create index wallet_transaction_lane on wallet_transaction (operator, lane, position)
    where state = 'QUEUED';
create index wallet_transaction_list on wallet_transaction (operator, position);
create index wallet_transaction_ticket on wallet_transaction (operator, ticket);

-- The delivery log: what was sent, what came back, how long it took. No secrets.
create table wallet_attempt (
    transaction uuid not null,
    attempt int not null,
    at timestamptz not null,
    latency_ms int not null,
    url text not null,
    request text not null,
    status int not null,
    answer text not null,
    outcome text not null check (outcome in ('APPLIED', 'NOT_APPLIED', 'UNKNOWN')),
    code text not null,
    id bigint generated always as identity primary key
);
create index wallet_attempt_transaction on wallet_attempt (transaction, id);

-- How far each topic was taken in, written with what was taken in.
create table consumer_progress (
    topic text not null,
    part int not null,
    position bigint not null,
    primary key (topic, part)
);

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
