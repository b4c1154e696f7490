-- A rollback and a credit of one ticket exclude each other also when they are written at once, and
-- the books are checked by what is new.

-- Which transaction wrote a row: what is older than a snapshot's horizon is all there and stays as it
-- is. Rows are only ever added, so that a small index finds the new ones.
alter table ledger add column written bigint not null
    default (pg_current_xact_id()::text::bigint);
create index ledger_written on ledger using brin (written)
    with (pages_per_range = 16, autosummarize = on);

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
           bool_or(phase <> 'POSTED' or debit = 'stakes') as holds,
           bool_or(written <> pg_current_xact_id()::text::bigint) as misdated
      into kinds from fresh;

    if kinds.misdated then
        raise exception 'a transfer names another transaction as its own'
            using errcode = 'restrict_violation';
    end if;

    -- Who pays and who refunds a ticket wait for each other here, and then see what the other wrote:
    -- neither finds only its own side of it. An older snapshot would not.
    if kinds.pays or kinds.refunds then
        if current_setting('transaction_isolation') <> 'read committed' then
            raise exception 'money is owed at read committed only'
                using errcode = 'restrict_violation';
        end if;
        if kinds.refunds then
            perform from tickets t
              where t.ticket in (select f.ticket from fresh f where f.credit = 'refunds_due')
              order by t.ticket for update;
        end if;
        if kinds.pays then
            perform from tickets t
              where t.ticket in (select f.ticket from fresh f where f.credit = 'payouts_due')
              order by t.ticket for key share;
        end if;
    end if;

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

-- Sums that a check carries to the next one, each counted by the ledger and a second way.
create table books_carried (
    operator text not null,
    currency text not null,
    mode     text not null,
    account  text not null,
    booked   numeric not null,
    counted  numeric not null,
    primary key (operator, currency, mode, account)
);
-- Up to where: rows of the ledger that were written before, tickets of rounds up to this one.
create table books_carried_to (
    one     boolean primary key default true check (one),
    written bigint not null
);
create table books_carried_rounds (
    game  text primary key,
    round bigint not null
);

do $$
declare t name;
begin
    foreach t in array array['books_carried', 'books_carried_to', 'books_carried_rounds'] loop
        execute format('grant select, insert, update, delete on %I to %I', t, '${service}'::name);
    end loop;
end $$;
