-- A run is woken once by each decision that it asked for, whether it takes it up or not.
alter table run add column woken_for uuid[] not null default '{}';

-- The latest cases of a tool: what it did, and what a person let it do.
create index effect_cases on effect (tool, started_at desc) where state = 'DONE';
create index approval_cases on approval (tool, decided_at desc) where state in ('APPROVED', 'EDITED');
