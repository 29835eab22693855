-- Who works on what. A process holds one lease with a fencing number; the runs it works on carry that number, and every
-- write about them is refused unless they still do.

create table process (
    fence       bigint generated always as identity primary key,
    name        text not null,                  -- host and process number, for people
    started_at  timestamptz not null default now(),
    expires_at  timestamptz not null,           -- by the database's clock
    ended_at    timestamptz                     -- left in order, or found dead: its runs may be taken
);
create index process_living on process (expires_at) where ended_at is null;

alter table run add column owner bigint;            -- fencing number; null: nobody works on it
alter table run add column takeovers int not null default 0;
alter table run add column deadline_at timestamptz; -- when its caller hears
alter table run add column caller json;             -- with what the caller was allowed when the run began
alter table run add column trace json;              -- headers by which the run stays in its caller's trace
alter table run add column cancel_reason text;      -- somebody asked it to stop
alter table run add column resume_reason text;      -- why it waits for a process to carry it on
create index run_open on run (owner) where state = 'RUNNING';

alter table effect add column owner bigint;         -- fencing number of the process that causes it
