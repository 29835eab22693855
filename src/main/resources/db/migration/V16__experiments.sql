-- Sums are kept by variant of an experiment, too. Those of tier '' are of whole runs.
alter table tier_statistic add column variant text not null default '';
alter table tier_statistic drop constraint tier_statistic_pkey;
alter table tier_statistic add primary key (at, tier, kind, tools, outcome, variant);
create index tier_statistic_variant on tier_statistic (variant) where tier = '';

-- How far experiments have come, for all processes.
create table experiment (
    name        text primary key,
    fingerprint text not null,                  -- of what is configured: another begins anew
    round       int not null,                   -- counts beginnings and steps; results are those of a round
    step        int not null,                   -- place in the configured steps, from 0
    percent     double precision not null,      -- of keys that get the candidate
    state       text not null,                  -- RUNNING, STOPPED, DONE
    why         text,                           -- for people
    since       timestamptz not null            -- when the round began
);
