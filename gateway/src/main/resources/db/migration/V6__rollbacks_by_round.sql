-- The close of a round is held against its debits less its rollbacks: both are found by the round.
drop index wallet_transaction_round;
create index wallet_transaction_round on wallet_transaction (operator, game, round)
    where kind in ('DEBIT', 'ROLLBACK');
