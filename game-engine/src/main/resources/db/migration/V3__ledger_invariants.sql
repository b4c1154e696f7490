-- The invariants of spec 5 as the database holds them: whoever writes, by whatever code.

create function refuse_move() returns trigger language plpgsql as $$
begin
    raise exception '% % cannot become %', tg_table_name, old, new
        using errcode = 'restrict_violation';
end $$;

-- A ticket moves once from RESERVED, and from ACCEPTED only when its round is voided; what was asked
-- for never changes.
create trigger tickets_move before update on tickets for each row when (
        (old.state, new.state) not in (('RESERVED', 'ACCEPTED'), ('RESERVED', 'DECLINED'),
            ('RESERVED', 'EXPIRED'), ('ACCEPTED', 'REFUNDED'))
        or (old.ticket, old.operator, old.player, old.session, old.mode, old.game, old.round,
            old.currency, old.stake, old.bets, old.body_hash, old.created_at_ms, old.confirm_by_ms)
           is distinct from
           (new.ticket, new.operator, new.player, new.session, new.mode, new.game, new.round,
            new.currency, new.stake, new.bets, new.body_hash, new.created_at_ms, new.confirm_by_ms))
    execute function refuse_move();
create trigger tickets_stay before delete on tickets for each row execute function refuse_change();

-- A round moves forward, and what it published is written once.
create trigger rounds_move before update on rounds for each row when (
        (old.state, new.state) not in (('OPEN', 'CLOSED'), ('CLOSED', 'CLOSED'),
            ('CLOSED', 'SEALED'), ('SEALED', 'DRAWN'), ('DRAWN', 'SETTLED'),
            ('SETTLED', 'PUBLISHED'), ('OPEN', 'VOIDED'), ('CLOSED', 'VOIDED'),
            ('SEALED', 'VOIDED'), ('SKIPPED', 'SKIPPED'), ('VOIDED', 'VOIDED'))
        or (old.game, old.number, old.open_at_ms, old.close_at_ms, old.confirm_by_ms,
            old.opened_at_ms, old.config_position, old.batch, old.leaf_index, old.seed_hash,
            old.proof, old.beacon_round, old.beacon_at_ms, old.table_hash, old.opening,
            old.opening_signature)
           is distinct from
           (new.game, new.number, new.open_at_ms, new.close_at_ms, new.confirm_by_ms,
            new.opened_at_ms, new.config_position, new.batch, new.leaf_index, new.seed_hash,
            new.proof, new.beacon_round, new.beacon_at_ms, new.table_hash, new.opening,
            new.opening_signature)
        or (old.bet_root is not null
            and (old.bet_root, old.bet_count) is distinct from (new.bet_root, new.bet_count))
        or (old.sealed_at_ms is not null
            and (old.sealed_at_ms, old.seal, old.seal_signature, old.sealed_late)
                is distinct from (new.sealed_at_ms, new.seal, new.seal_signature, new.sealed_late))
        or (old.outcome is not null
            and (old.outcome, old.numbers, old.beacon_signature, old.drawn_at_ms) is distinct from
                (new.outcome, new.numbers, new.beacon_signature, new.drawn_at_ms))
        or (old.settled_at_ms is not null and old.settled_at_ms is distinct from new.settled_at_ms)
        or (old.record_hash is not null and old.record_hash is distinct from new.record_hash))
    execute function refuse_move();
create trigger rounds_stay before delete on rounds for each row execute function refuse_change();

-- An event leaves as it was written; only that it left is noted.
create trigger outbox_written before update on outbox for each row when (
        (old.position, old.id, old.topic, old.event_key, old.type, old.payload, old.at)
        is distinct from (new.position, new.id, new.topic, new.event_key, new.type, new.payload,
            new.at))
    execute function refuse_change();

create trigger players_append_only before update or delete on players
    for each row execute function refuse_change();

-- Nothing enters a round whose set of bets is fixed.
create function check_bets() returns trigger language plpgsql as $$
begin
    if exists (select from (select distinct game, round from fresh) f
                 join rounds r on r.game = f.game and r.number = f.round
                where r.bet_root is not null or r.state not in ('OPEN', 'CLOSED')) then
        raise exception 'a bet after the set was fixed' using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create trigger bets_in_time after insert on bets referencing new table as fresh
    for each statement execute function check_bets();

-- Bets win in the transaction that settles their round, and at no other time.
create function check_settlements() returns trigger language plpgsql as $$
begin
    if exists (select from (select distinct game, round from fresh) f
                 join rounds r on r.game = f.game and r.number = f.round
                where r.state <> 'SETTLED') then
        raise exception 'a win of a round that is not settled' using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create trigger settlements_in_time after insert on settlements referencing new table as fresh
    for each statement execute function check_settlements();

-- The bet that a credit or an adjustment is for, and the row that a delivery ends.
alter table ledger add column bet int check (bet >= 0);
alter table ledger add column due uuid;

do $$
declare old name;
begin
    for old in select conname from pg_constraint where conrelid = 'ledger'::regclass
                  and contype = 'c' and pg_get_constraintdef(oid) like '%house_result%' loop
        execute format('alter table ledger drop constraint %I', old);
    end loop;
end $$;

-- Every movement that there is.
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
        ('payouts_due', 'payouts_delivered'),
        ('house_result', 'adjustments_due'),
        ('adjustments_due', 'house_result'),
        ('adjustments_due', 'adjustments_delivered'),
        ('adjustments_delivered', 'adjustments_due'),
        ('payments', 'operator_balance'),
        ('operator_balance', 'payments'))
    end);
-- A stake counts only by ending its hold; nothing else ends one.
alter table ledger add constraint ledger_stake_ends_hold check (
    (pending is not null) = (phase = 'VOIDED' or phase = 'POSTED' and credit = 'stakes'));
-- Rows that were written before these columns existed are not looked at.
alter table ledger add constraint ledger_names_bet check (
    (bet is not null) = (credit in ('payouts_due', 'payouts_delivered', 'adjustments_due',
        'adjustments_delivered') or debit in ('adjustments_due', 'adjustments_delivered'))) not valid;
alter table ledger add constraint ledger_names_due check (
    (due is not null) = (credit in ('payouts_delivered', 'refunds_delivered',
        'adjustments_delivered') or debit = 'adjustments_delivered')) not valid;
alter table ledger add constraint ledger_names_ticket check (
    (ticket is null) = ((debit, credit) in (('stakes', 'house_result'),
        ('operator_balance', 'player_funds_held'), ('player_funds_held', 'operator_balance'),
        ('payments', 'operator_balance'), ('operator_balance', 'payments')))) not valid;

-- One hold, one debit, one rollback of a ticket; one credit of a bet; one delivery of what is due.
drop index ledger_of_ticket;
create unique index ledger_once on ledger (ticket, credit, phase, (coalesce(bet,
        case when credit in ('payouts_due', 'payouts_delivered') then null else -1 end)))
    where credit in ('stakes', 'refunds_due', 'refunds_delivered', 'payouts_due',
        'payouts_delivered');
create unique index ledger_delivered_once on ledger (due) where due is not null;
create index ledger_adjustments on ledger (ticket)
    where debit in ('house_result', 'adjustments_due') and credit in ('house_result',
        'adjustments_due');

-- Stakes that are held or accepted and not settled, by game: a part of what an operator may owe.
create table operator_held (
    operator text not null,
    currency text not null,
    mode     text not null,
    game     text not null,
    held     bigint not null check (held >= 0),
    primary key (operator, currency, mode, game)
) with (fillfactor = 50);
insert into operator_held (operator, currency, mode, game, held)
select operator, currency, mode, game,
       sum(case when credit = 'stakes' and phase = 'PENDING' then amount
                when phase = 'VOIDED' or debit = 'stakes' then -amount else 0 end)
  from ledger group by operator, currency, mode, game
having sum(case when credit = 'stakes' and phase = 'PENDING' then amount
                when phase = 'VOIDED' or debit = 'stakes' then -amount else 0 end) > 0;

create function refuse_transfer(id uuid, why text) returns void language plpgsql as $$
begin
    raise exception 'transfer % %', id, why using errcode = 'check_violation';
end $$;

-- What the rows of one statement must agree with, and the balances that follow from them. Plans that
-- were made while the tables were small must not scan them later.
create function check_ledger() returns trigger language plpgsql security definer
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

    if kinds.pays then
        select f.id into wrong from fresh f
         where f.credit = 'payouts_due'
           and (exists (select from ledger r where r.ticket = f.ticket
                           and r.credit = 'refunds_due')
                or not exists (select from ledger s where s.ticket = f.ticket
                           and s.credit = 'stakes' and s.phase = 'POSTED'
                           and (s.operator, s.currency, s.mode, s.game, s.round)
                             = (f.operator, f.currency, f.mode, f.game, f.round))
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
                + (select coalesce(sum(case when l.credit = 'house_result' then -l.amount
                                            else l.amount end), 0)
                     from ledger l
                    where l.ticket = f.ticket and l.bet = f.bet
                      and l.debit in ('house_result', 'adjustments_due')
                      and l.credit in ('house_result', 'adjustments_due')) < 0
                or not exists (select from ledger s where s.ticket = f.ticket
                           and s.credit = 'stakes' and s.phase = 'POSTED'
                           and (s.operator, s.currency, s.mode) = (f.operator, f.currency, f.mode)))
         limit 1;
        if found then perform refuse_transfer(wrong, 'takes back more than was paid'); end if;
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
create trigger ledger_checked after insert on ledger referencing new table as fresh
    for each statement execute function check_ledger();
