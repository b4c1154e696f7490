-- One row for each transaction of an operator's wallet, with what each of three sides says of it:
-- the engine that ordered it (booked), the gateway that called (told), the operator that lists it
-- (stated). Amounts are whole minor units. Found by its transaction on whatever day a side speaks of
-- it, so it is not split by day.
create table movement (
    operator text not null,
    transaction text not null,

    booked_kind text,
    booked_player text,
    booked_ticket text,
    booked_game text,
    booked_round bigint,
    booked_currency text,
    booked_mode text,
    booked_amount bigint,
    booked_at timestamptz,

    told_kind text,
    told_player text,
    told_ticket text,
    told_game text,
    told_round bigint,
    told_currency text,
    told_mode text,
    told_amount bigint,
    told_at timestamptz,
    told_state text,
    told_operator_transaction text,

    stated_kind text,
    stated_player text,
    stated_ticket text,
    stated_game text,
    stated_round bigint,
    stated_currency text,
    stated_mode text,
    stated_amount bigint,
    stated_at timestamptz,
    stated_operator_transaction text,
    stated_moved boolean,
    stated_fetched_at timestamptz,
    -- The operator lists two transactions of its own for this one of ours.
    stated_twice boolean not null default false,

    kind text generated always as (coalesce(booked_kind, told_kind, stated_kind)) stored,
    ticket text generated always as (coalesce(booked_ticket, told_ticket, stated_ticket)) stored,
    currency text generated always as
        (coalesce(booked_currency, told_currency, stated_currency, '')) stored,
    mode text generated always as (coalesce(booked_mode, told_mode, stated_mode, 'REAL')) stored,
    -- When it was ordered; posted_at is when the operator's wallet moved it.
    event_at timestamptz generated always as (coalesce(booked_at, told_at, stated_at)) stored,
    posted_at timestamptz generated always as (
        coalesce(stated_at, case when told_state = 'APPLIED' then told_at end)) stored,
    primary key (operator, transaction)
);
create index movement_by_event on movement (operator, event_at);
create index movement_by_ticket on movement (operator, ticket);

-- The pages of operators' statements that came; a statement speaks for its period once all came.
create table statement_page (
    operator text not null,
    statement text not null,
    page int not null,
    last boolean not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    fetched_at timestamptz not null,
    lines int not null,
    primary key (operator, statement, page)
);

-- Whether two of three sides say different things; who says nothing differs from nobody.
create function differ(a anyelement, b anyelement, c anyelement) returns boolean
    language sql immutable parallel safe as $$
    select (a <> b) is true or (a <> c) is true or (b <> c) is true
$$;

alter table movement enable row level security;
alter table movement force row level security;
create policy own on movement
    using (current_setting('fairdraw.operator', true) in ('*', operator));
alter table statement_page enable row level security;
alter table statement_page force row level security;
create policy own on statement_page
    using (current_setting('fairdraw.operator', true) in ('*', operator));
