-- The record key's signature over what was compared with the chain: while the chain is away, a row
-- that was changed since is not played.
alter table batch add column final_signature bytea;

-- How often a transaction was begun again with a new nonce, after its nonce was lost to another one
-- or it was reverted in its block.
alter table chain_transaction add column restarts int not null default 0;
