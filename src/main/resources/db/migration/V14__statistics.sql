-- What attempts of tiers add up to, by spans of five minutes: counts and times, never texts.
create table tier_statistic (
    at              timestamptz not null,       -- when the span began
    tier            text not null,
    kind            text not null,              -- of task
    tools           text not null,              -- names of the tools that were offered, or empty
    outcome         text not null,              -- held, stopped, or the reason of the fall
    attempts        bigint not null,
    won             bigint not null,            -- answers of runs
    input_tokens    bigint not null,
    output_tokens   bigint not null,
    cost_usd        numeric not null,           -- of attempts with a known price
    unpriced        bigint not null,            -- attempts without one
    millis          bigint[] not null,          -- a histogram, four places to the doubling
    primary key (at, tier, kind, tools, outcome)
);

-- What somebody has to look at: raised once, by whichever process finds it first, until it is cleared.
create table alert (
    id          uuid primary key,
    kind        text not null,                  -- of the subject, as in model
    subject     text not null,                  -- its id in configuration
    cause       text not null,
    what        text not null,                  -- for people
    raised_at   timestamptz not null,
    cleared_at  timestamptz                     -- at once, where there is nothing that stands
);
create unique index alert_open on alert (kind, subject, cause) where cleared_at is null;
create index alert_latest on alert (raised_at desc);

-- A notice may tell of an alert, which belongs to no run.
alter table notice alter column run_id drop not null;
alter table notice add column alert uuid;

create function tell_of_alert() returns trigger language plpgsql as $$
begin
    with told as (
        insert into notice (id, type, at, alert, state)
        values (gen_random_uuid(), case tg_op when 'INSERT' then 'alert.raised' else 'alert.cleared' end,
            clock_timestamp(), new.id, case tg_op when 'INSERT' then 'RAISED' else 'CLEARED' end)
        returning id
    )
    insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
    select 'notice', id::text, now(), false, 1 from told;
    return null;
end
$$;

create trigger alert_told after insert or update of cleared_at on alert
    for each row execute function tell_of_alert();
