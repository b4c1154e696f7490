-- The service works as a role that owns nothing: it adds rows, changes only what moves on, and
-- deletes only events that have left. Balances follow from the ledger, by its trigger alone.
do $$
declare
    service name := '${service}';
    t       name;
begin
    execute format('grant usage on schema %I to %I', current_schema(), service);
    execute format('grant select on all tables in schema %I to %I', current_schema(), service);
    foreach t in array array['lease', 'game_registration', 'engine_secret', 'payout_table',
            'operator_config', 'operator_limits', 'rounds', 'round_event_sequence', 'players',
            'money_key', 'tickets', 'bets', 'exposure', 'settlements', 'ledger', 'outbox'] loop
        execute format('grant insert on %I to %I', t, service);
    end loop;
    foreach t in array array['lease', 'rounds', 'round_event_sequence', 'tickets', 'outbox'] loop
        execute format('grant update on %I to %I', t, service);
    end loop;
    execute format('grant delete on outbox to %I', service);
end $$;
