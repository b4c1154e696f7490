-- A game as it was registered for ever; registration is the canonical JSON that is published.
create table game (
    game text primary key,
    game_id bytea not null unique,
    registration text not null,
    registered_at timestamptz,
    halted_at timestamptz,
    halted_reason text,
    at timestamptz not null
);

-- Who may write as the leader: the token grows with every change of hands.
create table lease (
    name text primary key,
    token bigint not null,
    holder uuid not null,
    expires_at timestamptz not null
);

-- Public part of a batch of seeds. leaves: the seed hashes, 32 bytes each, in order of rounds.
create table batch (
    game text not null references game (game),
    batch bigint not null,
    root bytea not null,
    master_hash bytea not null,
    leaves bytea not null,
    at timestamptz not null,
    committed_block bigint,
    final_at timestamptz,
    closed_at timestamptz,
    records_root bytea,
    primary key (game, batch)
);

-- Keys that encrypt masters, themselves encrypted under the key-encryption key.
create table data_key (
    version int primary key,
    nonce bytea not null,
    wrapped bytea not null,
    at timestamptz not null
);

-- Secret part of a batch: its master, encrypted.
create table seed (
    game text not null,
    batch bigint not null,
    key_version int not null references data_key (version),
    nonce bytea not null,
    ciphertext bytea not null,
    primary key (game, batch),
    foreign key (game, batch) references batch (game, batch)
);

-- Every decryption of a master, written before it happens.
create table seed_audit (
    position bigint generated always as identity primary key,
    game text not null,
    batch bigint not null,
    round bigint,
    purpose text not null,
    at timestamptz not null
);

create table beacon (
    source bytea not null,
    beacon_round bigint not null,
    signature bytea not null,
    verified_at timestamptz not null,
    primary key (source, beacon_round)
);
create index beacon_age on beacon (verified_at);

-- What happened to a round: a row in each table, written once.
create table opening (
    game text not null,
    round bigint not null,
    batch bigint not null,
    table_hash bytea not null,
    confirm_by timestamptz not null,
    opening text not null,
    signature bytea not null,
    at timestamptz not null,
    primary key (game, round),
    foreign key (game, batch) references batch (game, batch)
);

create table skip (
    game text not null,
    round bigint not null,
    reason text not null,
    at timestamptz not null,
    primary key (game, round)
);

create table seal (
    game text not null,
    round bigint not null,
    bet_root bytea not null,
    bet_count bigint not null,
    table_hash bytea not null,
    sealed_at timestamptz not null,
    late boolean not null,
    seal text not null,
    signature bytea not null,
    at timestamptz not null,
    primary key (game, round),
    foreign key (game, round) references opening (game, round)
);

create table draw (
    game text not null,
    round bigint not null,
    outcome int not null,
    beacon_round bigint not null,
    beacon_signature bytea not null,
    at timestamptz not null,
    primary key (game, round),
    foreign key (game, round) references seal (game, round)
);

create table record (
    game text not null,
    round bigint not null,
    state text not null,
    record_hash bytea not null,
    record text not null,
    at timestamptz not null,
    primary key (game, round),
    foreign key (game, round) references opening (game, round)
);

-- Outbox of the chain: every signed transaction is stored before it is sent.
create table chain_signer (
    address bytea primary key,
    next_nonce bigint not null
);

create table chain_transaction (
    position bigint generated always as identity primary key,
    purpose text not null unique,
    data bytea not null,
    value numeric not null,
    state text not null,
    nonce bigint unique,
    gas_limit bigint,
    block_number bigint,
    block_hash bytea,
    failure text,
    at timestamptz not null,
    changed_at timestamptz not null
);
create index chain_transaction_unfinished on chain_transaction (position)
    where state in ('NEW', 'SIGNED', 'SENT', 'MINED');

create table chain_attempt (
    hash bytea primary key,
    position bigint not null references chain_transaction (position),
    raw bytea not null,
    tip numeric not null,
    max_fee numeric not null,
    at timestamptz not null,
    sent_at timestamptz
);
create index chain_attempt_of on chain_attempt (position);
