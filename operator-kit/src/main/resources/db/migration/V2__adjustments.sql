-- Corrections of what a bet was paid: signed, and the one movement that may take a balance under 0.
alter table account drop constraint account_balance_check;

alter table movement drop constraint movement_kind_check;
alter table movement add constraint movement_kind_check
    check (kind in ('OPENING', 'DEBIT', 'CREDIT', 'ROLLBACK', 'ADJUSTMENT'));
alter table movement drop constraint movement_amount_check;
alter table movement add constraint movement_amount_check
    check (amount >= 0 or kind = 'ADJUSTMENT');
-- Whatever takes money is a debit that was judged by the balance, or a correction.
alter table movement add constraint movement_overdraws_by_correction_only
    check (kind <> 'DEBIT' or balance is null or change = 0 or balance >= 0);

-- An adjustment names its ticket, and a ticket has one debit.
create unique index movement_one_debit_per_ticket
    on movement (ticket_id) where kind = 'DEBIT' and outcome = 'APPLIED';
