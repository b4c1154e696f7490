-- A gateway that is killed takes with it the lines of debits that it had not written yet. The close
-- of a round and each rollback are held against the lines once, and what is missing is added.
alter table wallet_transaction add column compared_at timestamptz;
update wallet_transaction set compared_at = now()
 where kind in ('ROUND_CLOSE', 'ROLLBACK') and state <> 'CLOSED_BY_HAND';
create index wallet_transaction_uncompared on wallet_transaction (ordered_at)
    where kind in ('ROUND_CLOSE', 'ROLLBACK') and compared_at is null;
create index wallet_transaction_round on wallet_transaction (operator, game, round)
    where kind = 'DEBIT';
