-- Runs that begin with the past of another, and runs that go back.

alter table run add column forked_from uuid;        -- the run whose past this one shares
alter table run add column forked_at bigint;        -- seq of the last entry that they share
alter table run add column rewind_to bigint;        -- seq of the last entry that is kept by the latest rewind
alter table run add column rewind_from bigint;      -- seq of the last entry when it was asked for
alter table run add column rewind_resume boolean;   -- whether the run goes on after it, or rests
create index run_root on run (root_id);
