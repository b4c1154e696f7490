-- How often each outcome of a game was drawn on a day (UTC). Outcomes are public.
create table outcome_daily (
    day date not null,
    game text not null,
    outcome int not null check (outcome >= 0),
    rounds bigint not null check (rounds > 0),
    primary key (day, game, outcome)
);
create index outcome_daily_by_game on outcome_daily (game, day);
