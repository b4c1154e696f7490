-- The engine's books. Times are ms since the epoch, amounts minor units of an ISO 4217 currency.
-- What is append-only refuses UPDATE and DELETE by trigger, whoever asks.

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

-- Who owns a game now. Every write holds this row by its token FOR KEY SHARE (spec 2). A renewal
-- changes no column of a unique index and passes beside that lock; a takeover changes the token and
-- waits for every write of the old one, which is what the unique constraint is for.
create table lease (
    game       text primary key,
    token      bigint not null check (token > 0),
    owner      text not null,
    address    text not null,
    expires_at timestamptz not null,
    unique (game, token)
);

-- What fairness said about a game when it was first seen; a game never changes (spec 4.3).
create table game_registration (
    game         text primary key,
    registration bytea not null
);

-- Keys that this schema alone knows, made at the first start.
create table engine_secret (
    name  text primary key,
    value bytea not null
);

create table payout_table (
    table_hash bytea primary key,
    game       text not null,
    version    text not null,
    body       text not null,
    unique (game, version)
);
create trigger payout_table_append_only before update or delete on payout_table
    for each row execute function refuse_change();

-- Every version of an operator's terms that was received. A round holds to the position it opened at.
create table operator_config (
    position       bigint generated always as identity primary key,
    operator       text not null,
    version        bigint not null,
    status         text not null check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED')),
    received_at_ms bigint not null,
    unique (operator, version)
);
create trigger operator_config_append_only before update or delete on operator_config
    for each row execute function refuse_change();

create table operator_limits (
    operator        text not null,
    version         bigint not null,
    currency        text not null,
    min_stake       bigint not null check (min_stake > 0),
    max_stake       bigint not null check (max_stake >= min_stake),
    max_win         bigint not null check (max_win > 0),
    round_liability bigint not null check (round_liability > 0),
    primary key (operator, version, currency),
    foreign key (operator, version) references operator_config (operator, version)
);
create trigger operator_limits_append_only before update or delete on operator_limits
    for each row execute function refuse_change();

create table rounds (
    game              text not null,
    number            bigint not null check (number >= 0),
    state             text not null check (state in ('OPEN', 'CLOSED', 'SEALED', 'DRAWN',
                          'SETTLED', 'PUBLISHED', 'SKIPPED', 'VOIDED')),
    open_at_ms        bigint not null,
    close_at_ms       bigint not null,
    confirm_by_ms     bigint not null,
    opened_at_ms      bigint,
    config_position   bigint,
    batch             bigint,
    leaf_index        int,
    seed_hash         bytea,
    -- Hashes of 32 bytes one after another, bottom first.
    proof             bytea,
    beacon_round      bigint,
    beacon_at_ms      bigint,
    table_hash        bytea references payout_table (table_hash),
    opening           text,
    opening_signature bytea,
    -- From here on set when the set of bets is fixed (CLOSED), sealed, drawn, settled, published.
    bet_root          bytea,
    bet_count         bigint,
    sealed_at_ms      bigint,
    seal              text,
    seal_signature    bytea,
    sealed_late       boolean not null default false,
    outcome           int,
    numbers           int[],
    beacon_signature  bytea,
    drawn_at_ms       bigint,
    settled_at_ms     bigint,
    record_hash       bytea,
    published_at_ms   bigint,
    -- Why it was skipped or voided, and whether fairness knows of the skip.
    reason            text not null default '',
    skip_told         boolean not null default false,
    primary key (game, number),
    check (state = 'SKIPPED' or (seed_hash is not null and table_hash is not null
        and config_position is not null and beacon_round is not null)),
    check (state not in ('SEALED', 'DRAWN', 'SETTLED', 'PUBLISHED')
        or (bet_root is not null and bet_count is not null and sealed_at_ms is not null)),
    check (state not in ('DRAWN', 'SETTLED', 'PUBLISHED') or outcome is not null),
    check (state not in ('SETTLED', 'PUBLISHED') or settled_at_ms is not null),
    check (state <> 'PUBLISHED' or record_hash is not null)
);
create index rounds_live on rounds (game, number)
    where state in ('OPEN', 'CLOSED', 'SEALED', 'DRAWN', 'SETTLED');
create index rounds_untold on rounds (game, number) where state = 'SKIPPED' and not skip_told;
create index rounds_by_opening on rounds (game, open_at_ms);

-- The number of the newest event of a game: gapless from 1, the id of the live feed.
create table round_event_sequence (
    game     text primary key,
    sequence bigint not null
);

create table players (
    operator      text not null,
    player        text not null,
    first_seen_ms bigint not null,
    primary key (operator, player)
);

-- One request, one ticket, for ever: not partitioned, so that no later day lets a copy in (spec 5).
create table money_key (
    operator    text not null,
    player      text not null,
    transaction text not null,
    body_hash   bytea not null,
    ticket      uuid not null,
    at_ms       bigint not null,
    primary key (operator, player, transaction)
);
create trigger money_key_append_only before update on money_key
    for each row execute function refuse_change();

-- A ticket and its bets as they were asked for. WON and LOST follow from the round and settlements.
create table tickets (
    ticket               uuid primary key,
    operator             text not null,
    player               text not null,
    session              text not null,
    mode                 text not null check (mode in ('REAL', 'TEST')),
    game                 text not null,
    round                bigint not null,
    currency             text not null,
    stake                bigint not null check (stake > 0),
    -- [[market, selection, stake, multiplier, potential payout], ...]
    bets                 jsonb not null,
    body_hash            bytea not null,
    state                text not null check (state in
                             ('RESERVED', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'REFUNDED')),
    reason               text not null default '',
    operator_transaction text not null default '',
    created_at_ms        bigint not null,
    confirm_by_ms        bigint not null,
    decided_at_ms        bigint,
    first_sequence       bigint,
    group_root           bytea,
    group_size           bigint,
    group_index          bigint,
    -- Hashes of 32 bytes one after another, bottom first.
    group_proof          bytea,
    signature            bytea,
    foreign key (game, round) references rounds (game, number),
    check (state <> 'ACCEPTED' or (first_sequence is not null and signature is not null)),
    check (jsonb_array_length(bets) between 1 and 100)
) with (fillfactor = 80);
create index tickets_of_operator on tickets (operator, created_at_ms, ticket);
create index tickets_of_player on tickets (operator, player, created_at_ms, ticket);
create index tickets_of_round on tickets (game, round, operator, created_at_ms, ticket);

-- The accepted bets of a round, in the order of their leaves. Written once, at Confirm.
create table bets (
    game      text not null,
    round     bigint not null,
    sequence  bigint not null check (sequence >= 0),
    ticket    uuid not null,
    index     int not null check (index >= 0),
    operator  text not null,
    player    text not null,
    mode      text not null check (mode in ('REAL', 'TEST')),
    currency  text not null,
    market    text not null,
    selection text not null,
    stake     bigint not null check (stake > 0),
    salt      bytea not null check (length(salt) = 16),
    leaf      bytea not null check (length(leaf) = 32),
    head      bytea not null check (length(head) = 32),
    primary key (game, round, sequence)
);
create trigger bets_append_only before update or delete on bets
    for each row execute function refuse_change();

-- What the sealed bets can win, summed by selection: written at the seal (spec 3).
create table exposure (
    game      text not null,
    round     bigint not null,
    operator  text not null,
    currency  text not null,
    mode      text not null,
    market    text not null,
    selection text not null,
    bets      bigint not null check (bets > 0),
    stakes    bigint not null check (stakes > 0),
    -- Payout per tier of the selection: the sum over its bets of floor(stake * multiplier).
    payouts   bigint[] not null,
    primary key (game, round, operator, currency, mode, market, selection)
);
create trigger exposure_append_only before update or delete on exposure
    for each row execute function refuse_change();

-- One row per winning bet. The transaction is the credit's id at the operator's wallet.
create table settlements (
    game        text not null,
    round       bigint not null,
    sequence    bigint not null,
    ticket      uuid not null,
    index       int not null,
    payout      bigint not null check (payout > 0),
    transaction uuid not null unique,
    primary key (game, round, sequence),
    foreign key (game, round, sequence) references bets (game, round, sequence)
);
create index settlements_of_ticket on settlements (ticket);
create trigger settlements_append_only before update or delete on settlements
    for each row execute function refuse_change();

-- Double entry: one row moves an amount from one account to another, so that the sum is always zero.
-- A hold is a PENDING row; POSTED and VOIDED rows that name it end it (spec 5).
create table ledger (
    id       uuid primary key,
    phase    text not null check (phase in ('PENDING', 'POSTED', 'VOIDED')),
    pending  uuid unique references ledger (id),
    debit    text not null,
    credit   text not null check (credit <> debit),
    operator text not null,
    currency text not null,
    mode     text not null check (mode in ('REAL', 'TEST')),
    amount   bigint not null check (amount > 0),
    game     text not null,
    round    bigint not null,
    ticket   uuid,
    at_ms    bigint not null,
    check (phase <> 'VOIDED' or pending is not null),
    check (phase <> 'PENDING' or pending is null),
    check (debit in ('player_funds_held', 'stakes', 'payouts_due', 'payouts_delivered',
        'refunds_due', 'refunds_delivered', 'house_result', 'operator_balance')),
    check (credit in ('player_funds_held', 'stakes', 'payouts_due', 'payouts_delivered',
        'refunds_due', 'refunds_delivered', 'house_result', 'operator_balance'))
);
create index ledger_of_ticket on ledger (ticket) where ticket is not null;
create trigger ledger_append_only before update or delete on ledger
    for each row execute function refuse_change();

-- What an operator owes the house, in step with its ledger account.
create table operator_balance (
    operator text not null,
    currency text not null,
    mode     text not null,
    balance  bigint not null,
    primary key (operator, currency, mode)
);

-- Signed balance of each account: debits less credits of what was posted.
create view trial_balance as
    select operator, currency, mode, account, sum(amount)::numeric as balance
      from (select operator, currency, mode, debit as account, amount from ledger
             where phase = 'POSTED'
            union all
            select operator, currency, mode, credit, -amount from ledger
             where phase = 'POSTED') as entry
     group by operator, currency, mode, account;

create table outbox (
    position     bigint generated always as identity primary key,
    id           uuid not null unique,
    topic        text not null,
    event_key    text not null,
    type         text not null,
    payload      bytea not null,
    traceparent  text,
    at           timestamptz not null,
    published_at timestamptz
);
create index outbox_unpublished on outbox (position) where published_at is null;
