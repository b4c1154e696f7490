-- What one person asked for and another one decides. Every step is in the audit log as well.
create table approval (
    id uuid primary key,
    state text not null check (state in
        ('REQUESTED', 'APPROVED', 'DONE', 'FAILED', 'REFUSED', 'WITHDRAWN', 'EXPIRED')),
    kind text not null check (kind in
        ('VOID_ROUND', 'ADJUST_BET', 'BOOK_PAYMENT', 'CLOSE_PARKED')),

    -- What is to be done; a kind has the columns that it needs.
    game text,
    round bigint,
    operator text,
    ticket text,
    bet_index int,
    currency text,
    -- Minor units.
    amount bigint,
    transaction text,
    operator_transaction text,

    reason text not null check (reason <> ''),
    requested_by text not null,
    requested_by_name text not null,
    requested_at timestamptz not null,
    expires_at timestamptz not null,

    decided_by text,
    decided_by_name text,
    decided_at timestamptz,
    -- Why it was refused.
    note text,

    ended_at timestamptz,
    -- What came of it, or the refusal of who was to do it.
    result text,
    -- Tries to carry it out, and when the next one is due.
    attempts int not null default 0,
    next_attempt_at timestamptz,

    -- The last line of defence of the rule of two persons.
    check (state not in ('APPROVED', 'DONE', 'FAILED')
        or (decided_by is not null and decided_by <> requested_by))
);
create index approval_newest on approval (requested_at, id);
create index approval_waits on approval (state, expires_at)
    where state in ('REQUESTED', 'APPROVED');
