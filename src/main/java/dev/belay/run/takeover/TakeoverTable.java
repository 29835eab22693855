package dev.belay.run.takeover;

import dev.belay.exchange.Outcome;
import dev.belay.journal.Entry;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.journal.Facts;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import dev.belay.run.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// What the table `run` says about who works on what. Every method is one statement.
final class TakeoverTable {
    /// Whose owner is gone is found out first, by itself, and not while rows are being locked: a row that somebody else
    /// took meanwhile is looked at again with these conditions, and a join would then be answered from before.
    private static final String NOBODYS = """
            state = 'RUNNING' and caller is not null and (owner is null or owner = any (array(
                select distinct r.owner from run r
                where r.state = 'RUNNING' and r.owner is not null
                and not exists (select 1 from process p where p.fence = r.owner and p.ended_at is null))))""";

    private static final String WAITING = "select exists (select 1 from run where " + NOBODYS + ")";

    /// Whether the run got on since it was last taken from a dead process. That it was begun again, or a model asked
    /// again, says nothing: it may be killed right afterwards each time. Results in branches say nothing either,
    /// because these are begun anew; one that was taken writes as the run does.
    private static final String GOT_ON = """
            exists (
                select 1 from journal where run_id = run.id and seq > run.taken_at
                and kind in ('tool_done', 'person_decided'))""";

    /// A row that is locked is being taken by somebody else, or written by a process that is not dead after all.
    private static final String TAKE = """
            update run set owner = ?,
                takeovers = case when owner is null then takeovers when\s""" + GOT_ON + """
             then 1 else takeovers + 1 end,
                taken_at = case when owner is null then taken_at
                    else (select coalesce(max(seq), 0) from journal where run_id = run.id) end,
                resume_reason = coalesce(resume_reason, ?)
            where id in (select id from run where\s""" + NOBODYS + """
             and id <> all (?::uuid[]) order by started_at limit ? for update skip locked)
            returning id, root_id, caller_id, strategy, policy, session, started_at, body_hash, request, caller, trace,
                extract(epoch from deadline_at - now()) * 1000 as left_millis, resume_reason, takeovers,
                rewind_to, rewind_from, rewind_resume, cancel_reason""";

    private static final String BEGUN = "update run set resume_reason = null where id = ? and owner = ?";

    private static final String GIVE_BACK = """
            update run set owner = null, resume_reason = coalesce(resume_reason, ?), takeovers = takeovers + ?
            where id = ? and owner = ? and state = 'RUNNING'""";

    /// Without a look at the journal, of which only the last place is asked for.
    private static final String END = """
            with ended as (
                update run set state = ?, outcome = ?::json, ended_at = now(), resume_reason = null
                where id = ? and owner = ? and state = 'RUNNING'
                returning id
            )
            insert into journal (run_id, seq, at, kind, fact)
            select id, (select coalesce(max(seq), 0) + 1 from journal where run_id = ended.id), now(), ?, ?::json
            from ended""";

    private static final String MINE = """
            select id, cancel_reason, started_at < now() - ? * interval '1 millisecond' as old
            from run where owner = ? and state = 'RUNNING'""";

    private final Database database;

    TakeoverTable(Database database) {
        this.database = database;
    }

    /// Whether there are runs that nobody works on.
    boolean waiting() throws SQLException {
        return database.query(WAITING, row -> row.getBoolean(1)).getFirst();
    }

    /// Takes runs that nobody works on. Each is taken by one process, whoever else looks at the same moment.
    ///
    /// What is returned is taken, whatever it holds: nothing of it is read here that might not be readable.
    ///
    /// @param but ids of runs that are left to others
    List<Waiting> take(long fence, int most, Collection<String> but) throws SQLException {
        return database.query(
                TAKE, TakeoverTable::waiting, fence, Why.TAKEN_OVER.word(), but.toArray(String[]::new), most);
    }

    /// The journal says that the run is carried on.
    void begun(String runId, long fence) throws SQLException {
        database.update(BEGUN, UUID.fromString(runId), fence);
    }

    /// @param failed whether this counts as a time that the run could not be worked on
    void giveBack(String runId, long fence, Why why, boolean failed) throws SQLException {
        database.update(GIVE_BACK, why.word(), failed ? 1 : 0, UUID.fromString(runId), fence);
    }

    /// Ends a run whose journal cannot be read.
    ///
    /// @return false if the run was not `RUNNING` under this number; nothing was written then
    boolean end(String runId, long fence, Outcome outcome, Entry.Ended fact) throws SQLException {
        return database.update(
                        END,
                        outcome.state().name(),
                        Json.write(outcome),
                        UUID.fromString(runId),
                        fence,
                        Facts.kind(fact),
                        Facts.json(fact))
                == 1;
    }

    /// Runs that carry the number.
    ///
    /// @param age from which a run counts as old
    List<Owned> owned(long fence, Duration age) throws SQLException {
        return database.query(
                MINE,
                row -> new Owned(row.getString("id"), row.getString("cancel_reason"), row.getBoolean("old")),
                age.toMillis(),
                fence);
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        Instant started = row.getObject("started_at", OffsetDateTime.class).toInstant();
        return new Waiting(
                new RunRecord.Head(
                        row.getString("id"),
                        row.getString("root_id"),
                        row.getString("caller_id"),
                        row.getString("strategy"),
                        row.getString("policy"),
                        row.getString("session"),
                        new RunRecord.Times(started, null)),
                row.getString("body_hash"),
                new Waiting.Texts(row.getString("request"), row.getString("caller"), row.getString("trace")),
                Duration.ofMillis(row.getLong("left_millis")),
                Why.of(row.getString("resume_reason")),
                rewind(row),
                row.getInt("takeovers"),
                row.getString("cancel_reason"));
    }

    private static Taken.Rewind rewind(ResultSet row) throws SQLException {
        long to = row.getLong("rewind_to");
        return row.wasNull() ? null : new Taken.Rewind(to, row.getLong("rewind_from"), row.getBoolean("rewind_resume"));
    }

    /// @param cancelReason `null` if nobody asked it to stop
    record Owned(String runId, String cancelReason, boolean old) {}
}
