-- A gift of the house to a player; it has a player and no bet.
alter table approval add column player text;
alter table approval drop constraint approval_kind_check;
alter table approval add constraint approval_kind_check check (kind in
    ('VOID_ROUND', 'ADJUST_BET', 'PAY_PROMOTION', 'BOOK_PAYMENT', 'CLOSE_PARKED'));
alter table approval add constraint approval_promotes_a_player check (
    (kind = 'PAY_PROMOTION') = (player is not null));
