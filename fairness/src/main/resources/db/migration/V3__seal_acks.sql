-- What operators answered to the seal of a round, as they said it. Of the same seal the first answer
-- counts; an answer that names another seal is kept beside it, since it is evidence.
create table seal_ack (
    game text not null,
    round bigint not null,
    operator text not null,
    seal_hash bytea not null,
    acknowledgement text not null,
    signature bytea not null,
    key bytea not null,
    received_at text not null,
    -- The signature is the key's over this game, round, seal and time.
    signed boolean not null,
    at timestamptz not null,
    primary key (game, round, operator, seal_hash)
);

-- What happened to a round is written once: a second row has no room, and the first one stays.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is written once', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger written_once before update or delete or truncate on opening
    for each statement execute function refuse_change();
create trigger written_once before update or delete or truncate on skip
    for each statement execute function refuse_change();
create trigger written_once before update or delete or truncate on seal
    for each statement execute function refuse_change();
create trigger written_once before update or delete or truncate on draw
    for each statement execute function refuse_change();
create trigger written_once before update or delete or truncate on record
    for each statement execute function refuse_change();
create trigger written_once before update or delete or truncate on seal_ack
    for each statement execute function refuse_change();
create trigger written_once before update or delete or truncate on seed_audit
    for each statement execute function refuse_change();
