-- An operator's own list of its transactions for a period, fetched page by page.
create table wallet_statement (
    id uuid primary key,
    position bigint generated always as identity,
    operator text not null,
    from_at timestamptz not null,
    to_at timestamptz not null check (to_at > from_at),
    asked_at timestamptz not null,
    state text not null check (state in ('QUEUED', 'FETCHED', 'GIVEN_UP')),
    -- Where the next page starts, and which it is; nothing of a page is kept twice.
    cursor text,
    page int not null default 0,
    lines bigint not null default 0,
    -- Failures since the last page.
    failures int not null default 0,
    next_attempt_at timestamptz not null,
    claimed_until timestamptz,
    finished_at timestamptz,
    cause text not null default ''
);
create unique index wallet_statement_once on wallet_statement (operator, from_at, to_at)
    where state = 'QUEUED';
create index wallet_statement_due on wallet_statement (next_attempt_at) where state = 'QUEUED';
create index wallet_statement_list on wallet_statement (operator, position);
