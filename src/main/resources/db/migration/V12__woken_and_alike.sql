-- A run is woken once by each decision that it asked for, whether it takes it up or not.
alter table run add column woken_for uuid[] not null default '{}';
