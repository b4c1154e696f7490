-- What two persons decided about money and rounds. The approval names it, so that twice is once.
create table correction (
    approval       uuid primary key,
    position       bigint generated always as identity,
    kind           text not null check (kind in ('VOID_ROUND', 'ADJUST_BET', 'PAYMENT')),
    requested_by   text not null check (requested_by <> ''),
    approved_by    text not null check (approved_by <> '' and approved_by <> requested_by),
    reason         text not null check (reason <> ''),
    approved_at_ms bigint not null,
    at_ms          bigint not null,
    game           text not null default '',
    round          bigint not null default 0,
    operator       text not null default '',
    currency       text not null default '',
    mode           text not null default '',
    ticket         uuid,
    bet            int,
    -- The ledger's row and the wallet's transaction; of an adjustment and a payment only.
    transaction    uuid unique,
    amount         bigint not null default 0,
    check ((kind = 'VOID_ROUND') = (transaction is null)),
    check ((kind = 'VOID_ROUND') = (amount = 0)),
    check ((kind = 'ADJUST_BET') = (ticket is not null and bet is not null)),
    check ((kind = 'PAYMENT') = (game = ''))
);
create index correction_of_ticket on correction (ticket) where ticket is not null;
create unique index correction_voids_once on correction (game, round) where kind = 'VOID_ROUND';
create trigger correction_append_only before update or delete on correction
    for each row execute function refuse_change();

-- A voided round, and whether fairness has published its record.
alter table rounds add column voided_at_ms bigint;
alter table rounds add column void_told boolean not null default false;
alter table rounds add constraint rounds_voided check (
    (state = 'VOIDED') = (voided_at_ms is not null)) not valid;
create index rounds_void_untold on rounds (game, number) where state = 'VOIDED' and not void_told;

-- The refund of a voided round goes through its tickets page by page.
create index tickets_of_round_by_id on tickets (game, round, ticket);

-- How much an operator may owe before its bets stop; no mode, no bound.
alter table operator_limits add column credit_mode text check (credit_mode in ('CREDIT', 'PREPAID'));
alter table operator_limits add column credit_limit bigint check (credit_limit >= 0);
alter table operator_limits add constraint operator_limits_credit check (
    (credit_mode is null) = (credit_limit is null));
-- Whether losing bets are told to its wallet by a credit of 0.
alter table operator_config add column zero_credits boolean not null default false;

-- Accounts whose balance is not what tickets, settlements and corrections add up to; empty while the
-- books are right. Each is counted a second way.
create or replace view drifted_account as
    with settled as (
        select t.operator, t.currency, t.mode, t.stake::numeric as amount
          from tickets t join rounds r on r.game = t.game and r.number = t.round
         where t.state = 'ACCEPTED' and r.state in ('SETTLED', 'PUBLISHED')
        union all
        select b.operator, b.currency, b.mode, -s.payout
          from settlements s
          join bets b on b.game = s.game and b.round = s.round and b.sequence = s.sequence
        union all
        select operator, currency, mode, -amount from correction where kind = 'ADJUST_BET'
    ),
    counted as (
        select t.operator, t.currency, t.mode, 'stakes' as account, -sum(t.stake)::numeric as amount
          from tickets t join rounds r on r.game = t.game and r.number = t.round
         where t.state = 'ACCEPTED' and r.state not in ('SETTLED', 'PUBLISHED')
         group by t.operator, t.currency, t.mode
        union all
        select operator, currency, mode, 'house_result', -sum(amount) from settled
         group by operator, currency, mode
        union all
        select b.operator, b.currency, b.mode, 'payouts_due', -sum(s.payout)
          from settlements s
          join bets b on b.game = s.game and b.round = s.round and b.sequence = s.sequence
         group by b.operator, b.currency, b.mode
        union all
        select operator, currency, mode, 'adjustments_due', -sum(amount) from correction
         where kind = 'ADJUST_BET' group by operator, currency, mode
        union all
        -- A declined ticket owes a refund only if somebody debited it after all.
        select t.operator, t.currency, t.mode, 'refunds_due', -sum(t.stake)
          from tickets t
         where t.state in ('EXPIRED', 'REFUNDED')
            or t.state = 'DECLINED' and exists (select from ledger l where l.ticket = t.ticket
                   and l.credit = 'refunds_due' and l.phase = 'POSTED')
         group by t.operator, t.currency, t.mode
        union all
        select operator, currency, mode, 'payments', sum(amount) from correction
         where kind = 'PAYMENT' group by operator, currency, mode
        union all
        select operator, currency, mode, 'operator_balance', sum(amount) from (
            select * from settled
            union all
            select operator, currency, mode, -amount from correction where kind = 'PAYMENT') as owed
         group by operator, currency, mode
        union all
        select operator, currency, mode, 'operator_balance kept', balance from operator_balance
        union all
        select operator, currency, mode, 'held', sum(held) from operator_held
         group by operator, currency, mode
    ),
    booked as (
        -- What was delivered has left the account of what is due, and both together were owed.
        select operator, currency, mode, replace(account, '_delivered', '_due') as account,
               sum(balance) as amount
          from trial_balance where account <> 'player_funds_held'
         group by 1, 2, 3, 4
        union all
        select operator, currency, mode, 'operator_balance kept', balance
          from trial_balance where account = 'operator_balance'
        union all
        select operator, currency, mode, 'held', sum(amount) from (
            select operator, currency, mode, -balance as amount from trial_balance
             where account = 'stakes'
            union all
            select h.operator, h.currency, h.mode, h.amount from ledger h
             where h.phase = 'PENDING'
               and not exists (select from ledger e where e.pending = h.id)) as waiting
         group by operator, currency, mode
    )
    select operator, currency, mode, account,
           coalesce(booked.amount, 0) as booked, coalesce(counted.amount, 0) as counted
      from booked full join counted using (operator, currency, mode, account)
     where coalesce(booked.amount, 0) <> coalesce(counted.amount, 0);

do $$
begin
    execute format('grant select, insert on correction to %I', '${service}'::name);
end $$;
