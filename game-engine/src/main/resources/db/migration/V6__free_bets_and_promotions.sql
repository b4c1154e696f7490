-- Free bets and promotions. A free bet's stake is nominal and moves no money; what it wins is the
-- cost of the operator that granted it. A promotion is the cost of the house and belongs to no bet.

alter table tickets add column free_bet text not null default '';
drop trigger tickets_move on tickets;
create trigger tickets_move before update on tickets for each row when (
        (old.state, new.state) not in (('RESERVED', 'ACCEPTED'), ('RESERVED', 'DECLINED'),
            ('RESERVED', 'EXPIRED'), ('ACCEPTED', 'REFUNDED'))
        or (old.ticket, old.operator, old.player, old.session, old.mode, old.game, old.round,
            old.currency, old.stake, old.bets, old.body_hash, old.created_at_ms, old.confirm_by_ms,
            old.free_bet)
           is distinct from
           (new.ticket, new.operator, new.player, new.session, new.mode, new.game, new.round,
            new.currency, new.stake, new.bets, new.body_hash, new.created_at_ms, new.confirm_by_ms,
            new.free_bet))
    execute function refuse_move();

alter table bets add column free boolean not null default false;

-- Free bets of a selection are summed apart.
alter table exposure add column free boolean not null default false;
alter table exposure drop constraint exposure_pkey;
alter table exposure add primary key
    (game, round, operator, currency, mode, market, selection, free);

alter table correction add column player text not null default '';
do $$
declare old name;
begin
    for old in select conname from pg_constraint where conrelid = 'correction'::regclass
                  and contype = 'c' and (pg_get_constraintdef(oid) like '%VOID_ROUND%ADJUST_BET%'
                      or pg_get_constraintdef(oid) like '%PAYMENT%game%') loop
        execute format('alter table correction drop constraint %I', old);
    end loop;
end $$;
alter table correction add constraint correction_kinds
    check (kind in ('VOID_ROUND', 'ADJUST_BET', 'PAYMENT', 'PROMOTION'));
alter table correction add constraint correction_of_a_game
    check ((kind in ('PAYMENT', 'PROMOTION')) = (game = ''));
alter table correction add constraint correction_promotes_a_player
    check ((kind = 'PROMOTION') = (player <> '') and (kind <> 'PROMOTION' or amount > 0));

alter table ledger drop constraint ledger_moves;
alter table ledger add constraint ledger_moves check (
    case when phase <> 'POSTED' then debit = 'player_funds_held' and credit = 'stakes'
    else (debit, credit) in (
        ('player_funds_held', 'stakes'),
        ('player_funds_held', 'refunds_due'),
        ('stakes', 'refunds_due'),
        ('refunds_due', 'refunds_delivered'),
        ('stakes', 'house_result'),
        ('operator_balance', 'player_funds_held'),
        ('player_funds_held', 'operator_balance'),
        ('house_result', 'payouts_due'),
        ('player_funds_held', 'payouts_due'),
        ('payouts_due', 'payouts_delivered'),
        ('house_result', 'adjustments_due'),
        ('adjustments_due', 'house_result'),
        ('player_funds_held', 'adjustments_due'),
        ('adjustments_due', 'player_funds_held'),
        ('adjustments_due', 'adjustments_delivered'),
        ('adjustments_delivered', 'adjustments_due'),
        ('promotions', 'promotions_due'),
        ('promotions_due', 'promotions_delivered'),
        ('payments', 'operator_balance'),
        ('operator_balance', 'payments'))
    end);
alter table ledger drop constraint ledger_names_due;
alter table ledger add constraint ledger_names_due check (
    (due is not null) = (credit in ('payouts_delivered', 'refunds_delivered',
        'adjustments_delivered', 'promotions_delivered')
        or debit = 'adjustments_delivered')) not valid;
alter table ledger drop constraint ledger_names_ticket;
alter table ledger add constraint ledger_names_ticket check (
    (ticket is null) = ((debit, credit) in (('stakes', 'house_result'),
        ('operator_balance', 'player_funds_held'), ('player_funds_held', 'operator_balance'),
        ('promotions', 'promotions_due'), ('promotions_due', 'promotions_delivered'),
        ('payments', 'operator_balance'), ('operator_balance', 'payments')))) not valid;

-- What the rows of one statement must agree with, and the balances that follow from them. Plans that
-- were made while the tables were small must not scan them later.
create or replace function check_ledger() returns trigger language plpgsql security definer
    set search_path from current set enable_seqscan = off set enable_hashjoin = off
    set enable_mergejoin = off
as $$
declare
    wrong uuid;
    kinds record;
begin
    select bool_or(pending is not null) as ends, bool_or(due is not null) as delivers,
           bool_or(credit = 'payouts_due') as pays, bool_or(credit = 'refunds_due') as refunds,
           bool_or(ticket is not null and 'adjustments_due' in (debit, credit) and due is null)
               as adjusts,
           bool_or('promotions' in (debit, credit)) as promotes,
           bool_or(credit = 'stakes') as stakes,
           bool_or('operator_balance' in (debit, credit)) as owes,
           bool_or(phase <> 'POSTED' or debit = 'stakes') as holds
      into kinds from fresh;

    if kinds.ends then
        select f.id into wrong from fresh f left join ledger h on h.id = f.pending
         where f.pending is not null and (h.phase is distinct from 'PENDING'
               or (f.debit, f.credit, f.operator, f.currency, f.mode, f.amount, f.game, f.round,
                   f.ticket)
                  is distinct from (h.debit, h.credit, h.operator, h.currency, h.mode, h.amount,
                   h.game, h.round, h.ticket))
         limit 1;
        if found then perform refuse_transfer(wrong, 'ends a hold that is not its own'); end if;
    end if;

    if kinds.delivers then
        select f.id into wrong from fresh f left join ledger d on d.id = f.due
         where f.due is not null and (d.phase is distinct from 'POSTED' or d.due is not null
               or (f.operator, f.currency, f.mode, f.amount, f.game, f.round, f.ticket)
                  is distinct from (d.operator, d.currency, d.mode, d.amount, d.game, d.round,
                   d.ticket)
               or f.bet is distinct from d.bet
               or not (d.credit = f.debit and f.debit like '%\_due'
                       or d.debit = f.credit and f.debit = 'adjustments_delivered'))
         limit 1;
        if found then perform refuse_transfer(wrong, 'delivers what is not due'); end if;
    end if;

    if kinds.stakes then
        select f.id into wrong from fresh f join tickets t on t.ticket = f.ticket
         where f.credit = 'stakes' and t.free_bet <> ''
         limit 1;
        if found then perform refuse_transfer(wrong, 'stakes money for a free bet'); end if;
    end if;

    -- The win of a free bet is paid from what the operator holds, any other from the result.
    if kinds.pays then
        select f.id into wrong from fresh f
         where f.credit = 'payouts_due'
           and (exists (select from ledger r where r.ticket = f.ticket
                           and r.credit = 'refunds_due')
                or case f.debit
                   when 'player_funds_held' then not exists (select from tickets t
                         where t.ticket = f.ticket and t.free_bet <> '' and t.state = 'ACCEPTED'
                           and (t.operator, t.currency, t.mode, t.game, t.round)
                             = (f.operator, f.currency, f.mode, f.game, f.round))
                   else not exists (select from ledger s where s.ticket = f.ticket
                           and s.credit = 'stakes' and s.phase = 'POSTED'
                           and (s.operator, s.currency, s.mode, s.game, s.round)
                             = (f.operator, f.currency, f.mode, f.game, f.round))
                   end
                or not exists (select from settlements s where s.transaction = f.id
                           and (s.ticket, s.index, s.payout, s.game, s.round)
                             = (f.ticket, f.bet, f.amount, f.game, f.round)))
         limit 1;
        if found then perform refuse_transfer(wrong, 'credits without a debit or a win'); end if;
    end if;

    if kinds.refunds then
        select f.id into wrong from fresh f
         where f.credit = 'refunds_due'
           and (exists (select from ledger p where p.ticket = f.ticket
                           and p.credit = 'payouts_due')
                or (f.debit = 'stakes') <> exists (select from ledger s where s.ticket = f.ticket
                           and s.credit = 'stakes' and s.phase = 'POSTED')
                or not exists (select from tickets t where t.ticket = f.ticket
                           and t.free_bet = ''
                           and (t.operator, t.currency, t.mode, t.stake)
                             = (f.operator, f.currency, f.mode, f.amount)))
         limit 1;
        if found then perform refuse_transfer(wrong, 'refunds what was not staked'); end if;
    end if;

    if kinds.adjusts then
        select f.id into wrong from fresh f
         where 'adjustments_due' in (f.debit, f.credit) and f.due is null
           and ((select coalesce(sum(l.amount), 0) from ledger l
                  where l.ticket = f.ticket and l.bet = f.bet and l.credit = 'payouts_due')
                + (select coalesce(sum(case when l.credit = 'adjustments_due' then l.amount
                                            else -l.amount end), 0)
                     from ledger l
                    where l.ticket = f.ticket and l.bet = f.bet and l.due is null
                      and 'adjustments_due' in (l.debit, l.credit)) < 0
                or case when 'player_funds_held' in (f.debit, f.credit)
                   then not exists (select from tickets t where t.ticket = f.ticket
                           and t.free_bet <> '' and t.state = 'ACCEPTED'
                           and (t.operator, t.currency, t.mode) = (f.operator, f.currency, f.mode))
                   else not exists (select from ledger s where s.ticket = f.ticket
                           and s.credit = 'stakes' and s.phase = 'POSTED'
                           and (s.operator, s.currency, s.mode) = (f.operator, f.currency, f.mode))
                   end)
         limit 1;
        if found then perform refuse_transfer(wrong, 'takes back more than was paid'); end if;
    end if;

    if kinds.promotes then
        select f.id into wrong from fresh f
         where f.debit = 'promotions'
           and not exists (select from correction c where c.transaction = f.id
                   and c.kind = 'PROMOTION' and (c.operator, c.currency, c.mode, c.amount)
                                              = (f.operator, f.currency, f.mode, f.amount))
         limit 1;
        if found then perform refuse_transfer(wrong, 'promotes what nobody approved'); end if;
    end if;

    -- In one order everywhere: settlements of several games meet here.
    if kinds.owes then
        insert into operator_balance as b (operator, currency, mode, balance)
        select operator, currency, mode,
               sum(case when debit = 'operator_balance' then amount else -amount end)
          from fresh where 'operator_balance' in (debit, credit)
         group by operator, currency, mode order by operator, currency, mode
        on conflict (operator, currency, mode) do update set balance = b.balance + excluded.balance;
    end if;
    if kinds.holds then
        update operator_held h set held = h.held + f.change
          from (select operator, currency, mode, game, sum(case when phase = 'PENDING' then amount
                       else -amount end) as change
                  from fresh where phase <> 'POSTED' or debit = 'stakes'
                 group by operator, currency, mode, game) f
         where (h.operator, h.currency, h.mode, h.game) = (f.operator, f.currency, f.mode, f.game);
        insert into operator_held (operator, currency, mode, game, held)
        select f.operator, f.currency, f.mode, f.game,
               sum(case when f.phase = 'PENDING' then f.amount else -f.amount end)
          from fresh f
         where (f.phase <> 'POSTED' or f.debit = 'stakes')
           and not exists (select from operator_held h where
                   (h.operator, h.currency, h.mode, h.game)
                 = (f.operator, f.currency, f.mode, f.game))
         group by f.operator, f.currency, f.mode, f.game
        on conflict do nothing;
    end if;
    return null;
end $$;

-- Accounts whose balance is not what tickets, settlements and corrections add up to; empty while the
-- books are right. Each is counted a second way.
create or replace view drifted_account as
    with settled as (
        select t.operator, t.currency, t.mode, t.stake::numeric as amount
          from tickets t join rounds r on r.game = t.game and r.number = t.round
         where t.state = 'ACCEPTED' and t.free_bet = '' and r.state in ('SETTLED', 'PUBLISHED')
        union all
        select b.operator, b.currency, b.mode, -s.payout
          from settlements s
          join bets b on b.game = s.game and b.round = s.round and b.sequence = s.sequence
         where not b.free
        union all
        select c.operator, c.currency, c.mode, -c.amount
          from correction c join tickets t on t.ticket = c.ticket
         where c.kind = 'ADJUST_BET' and t.free_bet = ''
    ),
    counted as (
        select t.operator, t.currency, t.mode, 'stakes' as account, -sum(t.stake)::numeric as amount
          from tickets t join rounds r on r.game = t.game and r.number = t.round
         where t.state = 'ACCEPTED' and t.free_bet = ''
           and r.state not in ('SETTLED', 'PUBLISHED')
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
         where t.free_bet = '' and (t.state in ('EXPIRED', 'REFUNDED')
            or t.state = 'DECLINED' and exists (select from ledger l where l.ticket = t.ticket
                   and l.credit = 'refunds_due' and l.phase = 'POSTED'))
         group by t.operator, t.currency, t.mode
        union all
        select operator, currency, mode, 'promotions', sum(amount) from correction
         where kind = 'PROMOTION' group by operator, currency, mode
        union all
        select operator, currency, mode, 'promotions_due', -sum(amount) from correction
         where kind = 'PROMOTION' group by operator, currency, mode
        union all
        select operator, currency, mode, 'payments', sum(amount) from correction
         where kind = 'PAYMENT' group by operator, currency, mode
        union all
        select operator, currency, mode, 'operator_balance', sum(amount) from (
            select * from settled
            union all
            select operator, currency, mode, -amount from correction
             where kind in ('PAYMENT', 'PROMOTION')) as owed
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
