-- Runs, their journals, the effect ledger, and the keys of callers.
--
-- Documents are json, not jsonb: jsonb refuses texts that hold an escaped zero character, and what a model or a tool
-- said must never be the reason why its record cannot be written.

create table api_key (
    id          text primary key,               -- public part of the key, by which it is looked up
    hash        bytea not null,                 -- SHA-256 of the whole key
    name        text not null,
    scopes      text[] not null,
    tools       text[],                         -- null: all tools
    created_at  timestamptz not null default now(),
    revoked_at  timestamptz
);

create table run (
    id              uuid primary key,
    root_id         uuid not null,
    caller_id       text not null,
    strategy        text not null,
    policy          text,
    session         text,
    idempotency_key text,
    body_hash       text,
    state           text not null,
    outcome         json,                       -- null while the run is live
    request         json,                       -- only of journaled runs, which can be carried on
    usage           json,
    attempts        int not null default 0,
    started_at      timestamptz not null default now(),
    ended_at        timestamptz
);
create unique index run_idempotency on run (caller_id, idempotency_key) where idempotency_key is not null;
create index run_caller on run (caller_id, id desc);
create index run_session on run (caller_id, session, id) where session is not null;
create index run_body on run (caller_id, body_hash, id desc) where body_hash is not null;

create table journal (
    run_id  uuid not null,
    seq     bigint not null,
    at      timestamptz not null,
    kind    text not null,
    fact    json not null,
    primary key (run_id, seq)
);

create table effect (
    key             text primary key,           -- hash of root run, tool, canonical arguments and ordinal
    root_run        uuid not null,
    run_id          uuid not null,
    tool            text not null,
    arguments       text not null,
    ordinal         int not null,
    effect_class    text not null,
    state           text not null,
    result          text,                       -- what it gave, why it failed, or what is known of it, as the state says
    claim           uuid not null,              -- by which a claim whose acknowledgement was lost is known again
    started_at      timestamptz not null default now(),
    give_up_at      timestamptz not null,       -- when the tool's own timeout is over
    settled_at      timestamptz
);
create index effect_root on effect (root_run, started_at);
create index effect_open on effect (state, give_up_at) where state in ('INTENDED', 'STARTED', 'IN_DOUBT');
