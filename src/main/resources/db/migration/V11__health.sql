-- What one process found out about a model or a tier, for all of them. A row that is not there says that all is well.
-- Its version only grows: whoever changes a row names the version it knows.

create table health (
    subject     text primary key,               -- kind and id, as in model:primary
    version     bigint not null,
    open        boolean not null,               -- left alone
    open_until  timestamptz not null,           -- from when on one may probe
    successes   int not null default 0,         -- of probes since it was opened
    probe       text,                           -- the process that may
    probe_until timestamptz                     -- after which another one may instead
);

create function health_told() returns trigger language plpgsql as $$
begin
    perform pg_notify('belay_health', new.subject);
    return null;
end
$$;

create trigger health_told_new after insert on health for each row execute function health_told();

create trigger health_told after update on health
    for each row
    when (new.version <> old.version)
    execute function health_told();
