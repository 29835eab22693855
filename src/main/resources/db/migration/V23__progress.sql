-- Where the journal of a run ended when it was last taken from a dead process: one that has got on since is not the one
-- that kills whoever works on it.
alter table run add column taken_at bigint not null default 0;
