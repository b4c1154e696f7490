-- Rounds that were counted. A copy of an event meets its row here.
create table round_fact (
    game text not null,
    round bigint not null,
    settled_at timestamptz not null,
    table_version text not null,
    body_hash bytea not null,
    primary key (game, round)
);

-- What an event said of one cell. Amounts are whole minor units of the currency.
create table cell_fact (
    game text not null,
    round bigint not null,
    operator text not null,
    currency text not null,
    market text not null,
    mode text not null check (mode in ('REAL', 'TEST')),
    settled_at timestamptz not null,
    bets bigint not null,
    winners bigint not null,
    stakes numeric not null check (stakes >= 0),
    payouts numeric not null check (payouts >= 0),
    expected_numerator numeric not null,
    expected_denominator numeric not null check (expected_denominator > 0),
    mean_square_numerator numeric not null,
    mean_square_denominator numeric not null check (mean_square_denominator > 0),
    primary key (game, round, operator, currency, market, mode)
);
create index cell_fact_by_operator on cell_fact (operator, settled_at);

-- Sums of an hour (UTC), by the transaction that wrote the facts. Operator or market '*' stands for
-- all of them: rounds of all markets are not the sum of the rounds of each.
create table hourly (
    hour timestamptz not null,
    game text not null,
    table_version text not null,
    operator text not null,
    currency text not null,
    market text not null,
    mode text not null,
    rounds bigint not null,
    bets numeric not null,
    winners numeric not null,
    stakes numeric not null,
    payouts numeric not null,
    expected_numerator numeric not null,
    expected_denominator numeric not null,
    -- Sum over rounds of the variance of the payout; an upper bound where not exact.
    variance numeric not null,
    exact boolean not null,
    -- The largest squared deviation of one round.
    deviation_max numeric not null,
    primary key (hour, game, table_version, operator, currency, market, mode)
);
create index hourly_by_operator on hourly (operator, hour);

create table operator_name (
    operator text primary key,
    name text not null,
    version bigint not null
);

-- Exact sums of fractions.
create type fraction as (n numeric, d numeric);
create function fraction_plus(a fraction, b fraction) returns fraction
    language sql immutable strict parallel safe as $$
    select row (a.n * div(lcm(a.d, b.d), a.d) + b.n * div(lcm(a.d, b.d), b.d),
                lcm(a.d, b.d))::fraction
$$;
create aggregate fraction_sum(fraction) (
    sfunc = fraction_plus, stype = fraction, initcond = '(0,1)', parallel = safe,
    combinefunc = fraction_plus);

-- Whoever reads says for whom, in each transaction; who says nothing sees nothing. '*' is the house.
alter table cell_fact enable row level security;
alter table cell_fact force row level security;
create policy own on cell_fact
    using (current_setting('fairdraw.operator', true) in ('*', operator));
alter table hourly enable row level security;
alter table hourly force row level security;
create policy own on hourly
    using (current_setting('fairdraw.operator', true) in ('*', operator));
alter table operator_name enable row level security;
alter table operator_name force row level security;
create policy own on operator_name
    using (current_setting('fairdraw.operator', true) in ('*', operator));
