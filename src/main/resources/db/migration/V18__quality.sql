-- That nothing live is left is told of by policy from here on.
update alert set cleared_at = clock_timestamp() where cause = 'no_live_tier' and cleared_at is null;

-- Of what was counted before nobody knows how good it was: it was not judged.
alter table tier_statistic
    add column checked      bigint not null default 0,  -- attempts whose answer held, or was refused
    add column first_try    bigint not null default 0,  -- those that held without a correction
    add column votes        bigint not null default 0,  -- cast where the votes decided
    add column agreed       bigint not null default 0,  -- those that say what was decided
    add column cache_asked  bigint not null default 0,  -- looks into the cache of tool results
    add column cache_hits   bigint not null default 0;
