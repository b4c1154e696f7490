alter table wallet_transaction drop constraint wallet_transaction_kind_check;
alter table wallet_transaction add constraint wallet_transaction_kind_check
    check (kind in ('DEBIT', 'CREDIT', 'ROLLBACK', 'ROUND_CLOSE', 'ROUND_SEALED', 'ADJUSTMENT'));
alter table wallet_transaction drop constraint wallet_transaction_state_check;
alter table wallet_transaction add constraint wallet_transaction_state_check
    check (state in ('QUEUED', 'APPLIED', 'NOT_APPLIED', 'UNKNOWN', 'PARKED', 'CLOSED_BY_HAND'));

-- Attempts before this one belong to an earlier schedule: it was sent again on demand.
alter table wallet_transaction add column schedule_from int not null default 0;

create index wallet_transaction_parked on wallet_transaction (position) where state = 'PARKED';
create index wallet_transaction_time on wallet_transaction (operator, ordered_at);

-- Two persons said that it was settled outside; nothing may bring the transaction back.
create table wallet_closing (
    transaction uuid primary key references wallet_transaction (transaction),
    approval uuid not null unique,
    requested_by text not null check (requested_by <> ''),
    approved_by text not null check (approved_by <> '' and approved_by <> requested_by),
    reason text not null check (reason <> ''),
    operator_transaction text not null check (operator_transaction <> ''),
    approved_at timestamptz not null,
    closed_at timestamptz not null
);

create function keep_closed() returns trigger language plpgsql as $$
begin
    raise exception 'transaction % was closed by hand and is retired', old.transaction;
end $$;
create trigger wallet_transaction_keep_closed before update or delete on wallet_transaction
    for each row when (old.state = 'CLOSED_BY_HAND') execute function keep_closed();
