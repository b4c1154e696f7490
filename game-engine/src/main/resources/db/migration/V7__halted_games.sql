-- A game that was stopped opens no round until a person resumes it. Rows are only ever added.
create table game_halt (
    halt     uuid primary key,
    position bigint generated always as identity,
    game     text not null,
    cause    text not null check (cause <> ''),
    at_ms    bigint not null
);
create index game_halt_of_game on game_halt (game);
create trigger game_halt_append_only before update or delete on game_halt
    for each row execute function refuse_change();

create table game_resumption (
    halt       uuid primary key references game_halt (halt),
    resumed_by text not null check (resumed_by <> ''),
    reason     text not null check (reason <> ''),
    at_ms      bigint not null
);
create trigger game_resumption_append_only before update or delete on game_resumption
    for each row execute function refuse_change();

do $$
begin
    execute format('grant select, insert on game_halt, game_resumption to %I', '${service}'::name);
end $$;
