-- What people are told of outside: approvals that wait, and runs that rest. A row is written by the statement that makes
-- it true, whoever runs that statement, and so is the timer that delivers it; it is deleted once it is delivered.

create table notice (
    id              uuid primary key,           -- also names the message to whoever receives it
    type            text not null,
    at              timestamptz not null,
    run_id          uuid not null,
    approval        uuid,                       -- null: the run as a whole
    state           text not null,              -- of the approval or the run, at that time
    reviewers       text,                       -- the group whose turn it was
    decide_by       timestamptz,
    decided_by      text,
    attempts        int not null default 0,
    done            text[] not null default '{}'    -- the ways on which it is delivered, or given up
);

create function tell(type text, run uuid, approval uuid, state text, reviewers text, decide_by timestamptz,
    decided_by text) returns void language sql as $$
    with told as (
        insert into notice (id, type, at, run_id, approval, state, reviewers, decide_by, decided_by)
        values (gen_random_uuid(), $1, clock_timestamp(), $2, $3, $4, $5, $6, $7)
        returning id
    )
    insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
    select 'notice', id::text, now(), false, 1 from told
$$;

create function tell_of_approval() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        perform tell('approval.asked', new.run_id, new.id, new.state, new.reviewers, new.decide_by, null);
    elsif new.state = 'EXPIRED' and old.state <> 'EXPIRED' then
        perform tell('approval.expired', new.run_id, new.id, new.state, new.reviewers, new.decide_by, null);
    elsif new.state <> old.state then
        perform tell('approval.decided', new.run_id, new.id, new.state, new.reviewers, new.decide_by, new.decided_by);
    elsif new.escalations > old.escalations then
        perform tell('approval.escalated', new.run_id, new.id, new.state, new.reviewers, new.decide_by, null);
    end if;
    return null;
end
$$;

create function tell_of_rest() returns trigger language plpgsql as $$
begin
    perform tell('run.rests', new.id, null, new.state, null, null, null);
    return null;
end
$$;

create trigger approval_told after insert or update of state, escalations on approval
    for each row execute function tell_of_approval();

create trigger run_told after update of state on run
    for each row
    when (new.state in ('NEEDS_HUMAN', 'IN_DOUBT', 'BUDGET_STOPPED') and old.state is distinct from new.state)
    execute function tell_of_rest();
