-- What the casino gives away: free bets, which its own debits of 0 name, and promotions of the house.
create table free_bet (
    id         text        primary key,
    player     text        not null,
    currency   text        not null,
    game       text        not null,
    -- Nominal: what the winnings follow from, and nobody pays.
    stake      bigint      not null check (stake > 0),
    granted_at timestamptz not null
);
create index free_bet_of_player on free_bet (player, granted_at desc);

alter table movement add column free_bet_id text;
alter table movement add constraint movement_of_a_free_bet_takes_nothing
    check (free_bet_id is null or kind = 'DEBIT' and amount = 0 and change = 0);
create index movement_of_free_bet on movement (free_bet_id) where free_bet_id is not null;

alter table movement drop constraint movement_kind_check;
alter table movement add constraint movement_kind_check
    check (kind in ('OPENING', 'DEBIT', 'CREDIT', 'ROLLBACK', 'ADJUSTMENT', 'PROMOTION'));
