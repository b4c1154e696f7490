-- Accounts whose balance is not what tickets and settlements add up to; empty while the books are
-- right. The stakes of unsettled rounds, what settled rounds earned, what was won, and what
-- operators owe are each counted a second way.
create view drifted_account as
    with counted as (
        select t.operator, t.currency, t.mode, 'stakes' as account, -sum(t.stake)::numeric as amount
          from tickets t join rounds r on r.game = t.game and r.number = t.round
         where t.state = 'ACCEPTED' and r.state not in ('SETTLED', 'PUBLISHED')
         group by t.operator, t.currency, t.mode
        union all
        select operator, currency, mode, 'house_result', -sum(amount) from (
            select t.operator, t.currency, t.mode, t.stake::numeric as amount
              from tickets t join rounds r on r.game = t.game and r.number = t.round
             where t.state = 'ACCEPTED' and r.state in ('SETTLED', 'PUBLISHED')
            union all
            select b.operator, b.currency, b.mode, -s.payout
              from settlements s
              join bets b on b.game = s.game and b.round = s.round and b.sequence = s.sequence
        ) as earned
         group by operator, currency, mode
        union all
        select b.operator, b.currency, b.mode, 'payouts_due', -sum(s.payout)
          from settlements s
          join bets b on b.game = s.game and b.round = s.round and b.sequence = s.sequence
         group by b.operator, b.currency, b.mode
        union all
        select operator, currency, mode, 'operator_balance', balance from operator_balance
    ),
    booked as (
        -- What was delivered has left the account of what is due, and both together were won.
        select operator, currency, mode,
               case account when 'payouts_delivered' then 'payouts_due' else account end as account,
               sum(balance) as amount
          from trial_balance
         where account in ('stakes', 'house_result', 'payouts_due', 'payouts_delivered',
                           'operator_balance')
         group by 1, 2, 3, 4
    )
    select operator, currency, mode, account,
           coalesce(booked.amount, 0) as booked, coalesce(counted.amount, 0) as counted
      from booked full join counted using (operator, currency, mode, account)
     where coalesce(booked.amount, 0) <> coalesce(counted.amount, 0);
