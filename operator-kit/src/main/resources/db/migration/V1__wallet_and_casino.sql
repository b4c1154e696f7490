-- The reference wallet of the demo operator, and the sessions of its casino site.
-- Amounts are whole minor units of an ISO 4217 currency.

create table account (
    player    text    not null,
    currency  text    not null,
    balance   bigint  not null check (balance >= 0),
    blocked   boolean not null default false,
    primary key (player, currency)
);

-- One row for every debit that was ever named, by itself, its credits or its rollback. Whoever
-- decides about a debit holds this row first, so that ten copies in parallel queue up here.
create table claim (
    debit_id text primary key
);

-- Append-only journal: the sum of `change` per account is its balance.
create table movement (
    position                bigint generated always as identity primary key,
    transaction_id          text        not null unique,
    operator_transaction_id uuid        not null unique,
    kind                    text        not null check (kind in ('OPENING', 'DEBIT', 'CREDIT', 'ROLLBACK')),
    -- APPLIED moved what it asked for, NOTHING is final without a move (a tombstone, a second
    -- rollback), REFUSED is a debit that was turned down for good.
    outcome                 text        not null check (outcome in ('APPLIED', 'NOTHING', 'REFUSED')),
    code                    text,
    -- Derived from what the call means: the same id with another meaning is refused.
    fingerprint             uuid        not null,
    debit_id                text        not null,
    player                  text        not null,
    currency                text        not null,
    amount                  bigint      not null check (amount >= 0),
    change                  bigint      not null,
    -- After the movement; null when the player has no account here.
    balance                 bigint,
    ticket_id               text        not null,
    bet_id                  text,
    bets                    int         not null default 0,
    game                    text        not null,
    round_id                text        not null,
    mode                    text        not null,
    reason                  text,
    at                      timestamptz not null,
    check (outcome = 'APPLIED' or change = 0),
    check ((outcome = 'REFUSED') = (code is not null))
);

create unique index movement_one_rollback_per_debit
    on movement (debit_id) where kind = 'ROLLBACK' and outcome = 'APPLIED';
create unique index movement_one_credit_per_bet
    on movement (debit_id, bet_id) where kind = 'CREDIT';
create index movement_of_debit on movement (debit_id);
create index movement_of_player on movement (player, position desc);
create index movement_by_time on movement (at, position);
create index movement_of_round on movement (round_id, game, currency);

-- What the house signed before the draw, kept as evidence. Two seals of one round are both kept.
create table seal (
    game        text        not null,
    round_id    text        not null,
    seal        text        not null,
    signature   text        not null,
    bet_root    text        not null,
    bet_count   bigint      not null,
    table_hash  text        not null,
    sealed_at   timestamptz not null,
    received_at timestamptz not null,
    primary key (game, round_id, seal)
);

-- The house's control totals of a round beside our own.
create table round_close (
    transaction_id          text        primary key,
    operator_transaction_id uuid        not null,
    fingerprint             uuid        not null,
    game                    text        not null,
    round_id                text        not null,
    currency                text        not null,
    bets                    bigint      not null,
    stakes                  bigint      not null,
    payouts                 bigint      not null,
    our_bets                bigint      not null,
    our_stakes              bigint      not null,
    our_payouts             bigint      not null,
    at                      timestamptz not null
);

create table casino_session (
    token_hash bytea       primary key,
    player     text        not null,
    expires_at timestamptz not null
);

-- The demo players, each with EUR 1000.00, booked like every other movement.
insert into account (player, currency, balance)
select name, 'EUR', 100000
  from unnest(array['ada', 'blaise', 'carl', 'daniel', 'emmy', 'florence', 'grace', 'hypatia',
                    'irene', 'jakob', 'katherine', 'leonhard', 'maryam', 'niels', 'olga', 'pierre',
                    'qin', 'rosa', 'sofia', 'thomas', 'ursula', 'vera', 'wassily', 'xenia']) as name;

insert into movement (transaction_id, operator_transaction_id, kind, outcome, fingerprint, debit_id,
                      player, currency, amount, change, balance, ticket_id, game, round_id, mode, at)
select 'opening-' || player || '-' || currency, gen_random_uuid(), 'OPENING', 'APPLIED',
       gen_random_uuid(), 'opening-' || player || '-' || currency,
       player, currency, balance, balance, balance, '', '', '', 'REAL', now()
  from account;
