-- Free bets, corrections and promotions beside what was staked and paid. GGR is stakes less payouts
-- less adjustments; free bets and promotions are apart.
alter table hourly add column adjustments numeric not null default 0;
alter table hourly add column promotions numeric not null default 0;
alter table hourly add column free_bets numeric not null default 0;
alter table hourly add column free_winners numeric not null default 0;
alter table hourly add column free_stakes numeric not null default 0;
alter table hourly add column free_payouts numeric not null default 0;

-- What an event said of the free bets of one cell; stakes are nominal.
create table free_bet_fact (
    game text not null,
    round bigint not null,
    operator text not null,
    currency text not null,
    market text not null,
    mode text not null check (mode in ('REAL', 'TEST')),
    settled_at timestamptz not null,
    bets bigint not null,
    winners bigint not null,
    stakes numeric not null check (stakes >= 0),
    payouts numeric not null check (payouts >= 0),
    primary key (game, round, operator, currency, market, mode)
);
alter table free_bet_fact enable row level security;
alter table free_bet_fact force row level security;
create policy own on free_bet_fact
    using (current_setting('fairdraw.operator', true) in ('*', operator));

-- What two persons approved: corrections of bets, and promotions, which belong to none. Counted in
-- the hour that it was posted in; the day of the event is the one that its round was settled on.
create table correction_fact (
    operator text not null,
    transaction text not null,
    kind text not null check (kind in ('ADJUSTMENT', 'PROMOTION')),
    currency text not null,
    mode text not null,
    -- '-' where it belongs to no game, or where nobody said which market.
    game text not null,
    market text not null,
    round bigint,
    ticket text,
    player text,
    free boolean not null,
    amount bigint not null,
    posted_at timestamptz not null,
    primary key (operator, transaction)
);
create index correction_fact_by_posting on correction_fact (posted_at, operator, transaction);
alter table correction_fact enable row level security;
alter table correction_fact force row level security;
create policy own on correction_fact
    using (current_setting('fairdraw.operator', true) in ('*', operator));

-- Adds a new correction to the sums of its hour, at every level of detail.
create function count_correction() returns trigger language plpgsql as $$
begin
    insert into hourly as h (hour, game, table_version, operator, currency, market, mode, rounds,
           bets, winners, stakes, payouts, expected_numerator, expected_denominator, variance,
           exact, deviation_max, adjustments, promotions, free_payouts)
    select date_trunc('hour', new.posted_at, 'UTC'), new.game, '-', o, new.currency, m, new.mode, 0,
           0, 0, 0, 0, 0, 1, 0, true, 0,
           case when new.kind = 'ADJUSTMENT' and not new.free then new.amount else 0 end,
           case when new.kind = 'PROMOTION' then new.amount else 0 end,
           case when new.free then new.amount else 0 end
      from unnest(array['*', new.operator]) as o, unnest(array['*', new.market]) as m
     order by o, m
    on conflict (hour, game, table_version, operator, currency, market, mode) do update set
        adjustments = h.adjustments + excluded.adjustments,
        promotions = h.promotions + excluded.promotions,
        free_payouts = h.free_payouts + excluded.free_payouts;
    return null;
end $$;
create trigger correction_fact_counted after insert on correction_fact
    for each row execute function count_correction();

-- Corrections that were heard of before they were counted.
select set_config('fairdraw.operator', '*', true);
insert into correction_fact (operator, transaction, kind, currency, mode, game, market, round,
       ticket, player, free, amount, posted_at)
select operator, transaction, booked_kind, booked_currency, booked_mode, coalesce(booked_game, '-'),
       '-', booked_round, booked_ticket, booked_player, false, booked_amount, booked_at
  from movement where booked_kind = 'ADJUSTMENT' and booked_at is not null;
