package dev.belay.run.upkeep;

import dev.belay.journal.fence.AskedRun;
import dev.belay.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/// Journaled runs by what they wait for. Those in the first two are in nobody's hands, which must not happen.
///
/// A run that rests for a person awaits a decision: a reviewer's, while something that it asked for is pending, or else
/// its caller's, who reads in its outcome what it rests for, and has it go on.
///
/// @param abandoned at work, while their process has been dead for longer than a takeover takes, or while their
///     deadline passed that long ago without any process
/// @param unasked that rest for a decision which was made without waking them, or do not say for what
/// @param waiting to be taken by a process, and not for too long
/// @param resting for a person, for certainty or for money
/// @param forCaller that rest for a person and await no reviewer, such as after a rewind or too many failures
/// @param open effects that a process began which is dead now; whoever takes their runs finds out about them
record Census(long abandoned, long unasked, long waiting, long resting, long forCaller, long open) {
    static final String COUNT = """
            with living as (select fence from process where ended_at is null and expires_at >= now()),
            nobodys as (
                select coalesce(p.ended_at, p.expires_at, r.deadline_at, now()) < now() - ? * interval '1 millisecond'
                    or (r.owner is not null and p.fence is null) as late
                from run r left join process p on p.fence = r.owner
                where r.state = 'RUNNING' and r.request is not null
                and (r.owner is null or r.owner not in (select fence from living))
            ),
            persons as (
                select outcome is null or exists (""" + AskedRun.UNHEARD + """
                ) as lost
                from run
                where state = 'NEEDS_HUMAN' and request is not null and not exists (
                    select 1 from approval a where a.root_run = run.root_id and a.state = 'PENDING' and\s""" + AskedRun.asked("a.id::text") + """
            ))
            select
                (select count(*) from nobodys where late) as abandoned,
                (select count(*) from nobodys where not late) as waiting,
                (select count(*) from persons where lost) as unasked,
                (select count(*) from persons where not lost) as for_caller,
                (select count(*) from run where state in ('NEEDS_HUMAN', 'IN_DOUBT', 'BUDGET_STOPPED')) as resting,
                (select count(*) from effect e where e.state = 'STARTED' and e.owner is not null
                    and e.owner not in (select fence from living)) as open""";

    /// One statement.
    ///
    /// @param takeover within which a process takes over the runs of a dead one
    static Census take(Database database, Duration takeover) throws SQLException {
        return database.query(COUNT, Census::read, takeover.toMillis()).getFirst();
    }

    boolean inOrder() {
        return abandoned == 0 && unasked == 0;
    }

    private static Census read(ResultSet row) throws SQLException {
        return new Census(
                row.getLong("abandoned"),
                row.getLong("unasked"),
                row.getLong("waiting"),
                row.getLong("resting"),
                row.getLong("for_caller"),
                row.getLong("open"));
    }
}
