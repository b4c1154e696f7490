alter table wallet_transaction drop constraint wallet_transaction_kind_check;
alter table wallet_transaction add constraint wallet_transaction_kind_check
    check (kind in ('DEBIT', 'CREDIT', 'ROLLBACK', 'ROUND_CLOSE', 'ROUND_SEALED', 'ADJUSTMENT',
        'PROMOTION'));
