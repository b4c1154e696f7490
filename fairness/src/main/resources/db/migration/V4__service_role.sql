-- Who decrypted, in the database's own words: what a service could write itself would be no evidence.
-- Rows from before have nobody.
alter table seed_audit add column who text;
alter table seed_audit
    alter column who set default session_user || '@' || coalesce(host(inet_client_addr()), 'local')
        || ' ' || current_setting('application_name');
alter table seed_audit add constraint somebody check (who is not null) not valid;

-- The service works as a role that owns nothing: it adds rows and changes only what moves on, and
-- can neither change the trace of a decryption nor take off the trigger that guards it.
do $$
declare
    service name := '${service}';
    t       name;
begin
    execute format('grant usage on schema %I to %I', current_schema(), service);
    execute format('grant select on all tables in schema %I to %I', current_schema(), service);
    foreach t in array array['game', 'lease', 'batch', 'data_key', 'seed', 'beacon', 'opening',
            'skip', 'seal', 'draw', 'record', 'seal_ack', 'chain_signer', 'chain_transaction',
            'chain_attempt'] loop
        execute format('grant insert on %I to %I', t, service);
    end loop;
    -- Not `who`: that is the database's to say.
    execute format('grant insert (game, batch, round, purpose, at) on seed_audit to %I', service);
    foreach t in array array['lease', 'chain_signer', 'chain_transaction'] loop
        execute format('grant update on %I to %I', t, service);
    end loop;
    execute format('grant update (registered_at, halted_at, halted_reason) on game to %I', service);
    execute format('grant update (committed_block, final_at, final_signature, closed_at,'
            ' records_root) on batch to %I', service);
    execute format('grant update (sent_at) on chain_attempt to %I', service);
    -- To lock an opening needs the right to change a column of it, which its trigger refuses.
    execute format('grant update (at) on opening to %I', service);
    execute format('grant delete on beacon to %I', service);
end $$;
