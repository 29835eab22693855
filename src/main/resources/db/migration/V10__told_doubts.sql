-- People are told of effects, too, of which nobody knows whether they happened. As with approvals, the statement that
-- makes it true writes the notice, whichever process runs it.
alter table notice add column effect text;      -- key in the ledger; null: an approval, or the run as a whole

create function tell_of_doubt() returns trigger language plpgsql as $$
begin
    with told as (
        insert into notice (id, type, at, run_id, effect, state)
        values (gen_random_uuid(), 'doubt.raised', clock_timestamp(), new.run_id, new.key, new.state)
        returning id
    )
    insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
    select 'notice', id::text, now(), false, 1 from told;
    return null;
end
$$;

create trigger effect_told after update of state on effect
    for each row
    when (new.state = 'IN_DOUBT' and old.state is distinct from new.state)
    execute function tell_of_doubt();
