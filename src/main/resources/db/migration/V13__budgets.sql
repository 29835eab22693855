-- What may be spent, what was, and what is set aside for calls that are under way. One row per limit and measure.

create table budget (
    key        text collate "C" primary key,    -- scope, measure, period and subject; rows are locked in its order
    scope      text not null,
    subject    text not null,
    period     text not null,                   -- total, a day (2026-11-21) or a month (2026-11), in UTC
    measure    text not null,
    caller_id  text,                            -- who may see it beside the administrators; null: nobody
    allowed    numeric not null check (allowed >= 0),
    spent      numeric not null default 0 check (spent >= 0),
    reserved   numeric not null default 0 check (reserved >= 0),
    over       numeric not null default 0 check (over >= 0),    -- billed beyond what a provider had been allowed
    presumed   numeric not null default 0,      -- part of spent that nobody reported: the most it can have been
    told       smallint not null default 0,     -- percentage that was announced last
    touched_at timestamptz not null default now(),
    constraint budget_holds check (spent + reserved <= allowed)
) with (fillfactor = 70);
create index budget_caller on budget (caller_id, touched_at desc);
create index budget_touched on budget (touched_at);

-- What is set aside for one call. Gone as soon as it is settled.
create table reservation (
    id         uuid primary key,
    owner      bigint not null,                 -- fencing number of the process that makes the call
    root_run   uuid not null,
    keys       text[] not null,
    held       numeric[] not null,
    at         timestamptz not null default now()
);
create index reservation_owner on reservation (owner);
create index reservation_root on reservation (root_run);
