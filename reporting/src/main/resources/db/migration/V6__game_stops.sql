-- What the monitor asked the engine to stop: once until a person resumed the game. Rounds before that
-- are not held against it again.
create table game_stop (
    game  text not null,
    since timestamptz not null,
    cause text not null,
    at    timestamptz not null,
    primary key (game, since)
);
create table game_resumed (
    game       text not null,
    halt       text not null,
    resumed_at timestamptz not null,
    primary key (game, halt)
);

create table outbox (
    position bigint generated always as identity primary key,
    id uuid not null unique,
    topic text not null,
    event_key text not null,
    type text not null,
    payload bytea not null,
    traceparent text,
    at timestamptz not null,
    published_at timestamptz
);
create index outbox_unpublished on outbox (position) where published_at is null;
