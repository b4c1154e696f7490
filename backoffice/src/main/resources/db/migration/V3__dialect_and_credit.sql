-- How a wallet differs from the contract, and how much an operator may owe.
alter table operator
    add column zero_credits boolean not null default false,
    add column certified_tombstones boolean not null default false,
    add column code_pointer text not null default '';

create table operator_code (
    operator text not null references operator (id),
    own_code text not null,
    code text not null,
    primary key (operator, own_code)
);

alter table operator_currency
    add column credit_mode text check (credit_mode in ('CREDIT', 'PREPAID')),
    add column credit_limit bigint check (credit_limit >= 0),
    add check ((credit_mode is null) = (credit_limit is null));
