package dev.belay.run;

import dev.belay.exchange.Request;
import dev.belay.exchange.RunState;
import dev.belay.journal.Entry;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.journal.Facts;
import dev.belay.journal.fence.AskedRun;
import dev.belay.journal.fence.OwnedRun;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// The hot writes to the table `run`. Every method is one statement.
final class RunTable {
    private static final String INSERT = """
            insert into run
                (id, root_id, caller_id, strategy, policy, session, idempotency_key, body_hash, request, state,
                 started_at, owner, deadline_at, caller, trace)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::json, 'RUNNING', ?, ?, now() + ? * interval '1 millisecond', ?::json,
                ?::json)
            on conflict (caller_id, idempotency_key) where idempotency_key is not null do nothing""";

    private static final String BY_KEY = "select id, body_hash from run where caller_id = ? and idempotency_key = ?";

    /// A run that failed without having begun an effect is not attached to: trying again may help and cannot harm.
    private static final String TWIN = """
            select id from run
            where caller_id = ? and body_hash = ?
            and (state = 'RUNNING' or started_at > now() - ? * interval '1 millisecond')
            and (state not in ('FAILED', 'CANCELLED')
                or exists (select 1 from effect where effect.root_run = run.root_id))
            order by id desc limit 1""";

    private static final String END = """
            with ended as (
                update run set state = ?, outcome = ?::json, usage = ?::json, attempts = ?, ended_at = ?
                where id = ? and owner = ? and state = 'RUNNING'
                returning 1
            )
            insert into journal (run_id, seq, at, kind, fact)
            select ?, ?, ?, ?, ?::json where exists (select 1 from ended)""";

    /// Rows and journals of many runs; one array for each column.
    private static final String SUMMARIES = """
            with summary as (
                insert into run
                    (id, root_id, caller_id, strategy, policy, session, body_hash, state, outcome, usage, attempts,
                     started_at, ended_at)
                select id::uuid, root_id::uuid, caller_id, strategy, policy, session, body_hash, state, outcome::json,
                    usage::json, attempts::int, started_at::timestamptz, ended_at::timestamptz
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as ended
                    (id, root_id, caller_id, strategy, policy, session, body_hash, state, outcome, usage, attempts,
                     started_at, ended_at)
            )
            insert into journal (run_id, seq, at, kind, fact)
            select run_id::uuid, seq::bigint, at::timestamptz, kind, fact::json
            from unnest(?, ?, ?, ?, ?) as entry (run_id, seq, at, kind, fact),\s""" + Database.UNHURRIED;

    private static final String STATE = "select state from run where id = ?";
    private static final String OWNER = "select coalesce(owner, 0) from run where id = ?";

    private static final String REQUEST_CANCEL =
            "update run set cancel_reason = ? where id = ? and caller_id = ? and state = 'RUNNING'";

    private static final String STOP =
            "update run set cancel_reason = ? where id = ? and owner = ? and state = 'RUNNING'";

    /// Of a run that kept no journal the caller is not written: there is nothing to carry on.
    private static final String RESUME = "update run set " + OwnedRun.GOES_ON + """
            , cancel_reason = null, deadline_at = now() + ? * interval '1 millisecond'
            where id = ? and caller_id = ? and caller is not null
            and state in ('NEEDS_HUMAN', 'IN_DOUBT', 'BUDGET_STOPPED')""";

    /// The end of a run that rests, and a look whether what it rests for was decided meanwhile: sent together, so that
    /// they are one transaction. The look is a statement of its own in it and sees what the end had to wait for: a
    /// decision holds the run's row as well, and comes before both, or after both. Each decision wakes a run once:
    /// one that it does not take up is not what it rests for.
    private static final String REST =
            END + """
            ;
            update run set\s""" + OwnedRun.GOES_ON + """
            , deadline_at = now() + least(deadline_at - started_at, interval '300 seconds'),
                woken_for = woken_for || array(""" + AskedRun.UNHEARD + """
            )
            where state = 'NEEDS_HUMAN' and id = ? and exists (""" + AskedRun.UNHEARD + ")";

    private final Database database;

    RunTable(Database database) {
        this.database = database;
    }

    /// @return false if the caller has used the key before; nothing was written then
    boolean insert(RunRecord.Head head, RunRegistry.NewRun wanted, long fence) throws SQLException {
        Request request = wanted.request();
        Duration deadline = request.terms().deadline();
        return database.update(
                        INSERT,
                        uuid(head.id()),
                        uuid(head.rootId()),
                        head.callerId(),
                        head.strategy(),
                        head.policy(),
                        head.session(),
                        request.terms().idempotencyKey(),
                        wanted.once().bodyHash(),
                        Json.write(request),
                        head.times().startedAt(),
                        fence,
                        deadline == null ? null : deadline.toMillis(),
                        Json.write(wanted.caller()),
                        Json.write(wanted.inbound()))
                == 1;
    }

    Optional<Known> byKey(String callerId, String key) throws SQLException {
        return first(database.query(
                BY_KEY, row -> new Known(row.getString("id"), row.getString("body_hash")), callerId, key));
    }

    /// The caller's latest run with the same body that is live, or began at most `recent` ago.
    Optional<String> twin(String callerId, String bodyHash, Duration recent) throws SQLException {
        return first(database.query(TWIN, row -> row.getString("id"), callerId, bodyHash, recent.toMillis()));
    }

    /// Writes the end of a run and the last entry of its journal. A run that was to rest for something that is decided
    /// already goes on at once.
    ///
    /// @return false if the run was not `RUNNING` under this number; nothing was written then
    boolean end(RunRecord ended, long fence, long seq, Entry.Ended fact) throws SQLException {
        Instant at = ended.head().times().endedAt();
        UUID id = uuid(ended.head().id());
        List<Object> values = new ArrayList<>(Arrays.asList(
                ended.state().name(),
                Json.write(ended.outcome()),
                Json.write(ended.usage()),
                ended.attempts(),
                at,
                id,
                fence,
                id,
                seq,
                at,
                Facts.kind(fact),
                Facts.json(fact)));
        boolean rests = ended.state() == RunState.NEEDS_HUMAN;
        if (rests) {
            values.add(Why.DECIDED.word());
            values.add(id);
        }
        return database.update(rests ? REST : END, values.toArray()) == 1;
    }

    /// Writes runs of which nothing was written before, with their journals: all of them, or none.
    void summarise(List<Summary> ended) throws SQLException {
        List<RunRecord.Head> heads =
                ended.stream().map(each -> each.record().head()).toList();
        List<Summary.Line> lines = ended.stream().flatMap(Summary::lines).toList();
        database.update(
                SUMMARIES,
                column(heads, RunRecord.Head::id),
                column(heads, RunRecord.Head::rootId),
                column(heads, RunRecord.Head::callerId),
                column(heads, RunRecord.Head::strategy),
                column(heads, RunRecord.Head::policy),
                column(heads, RunRecord.Head::session),
                column(ended, Summary::bodyHash),
                column(ended, each -> each.record().state().name()),
                column(ended, each -> Json.write(each.record().outcome())),
                column(ended, each -> Json.write(each.record().usage())),
                column(ended, each -> Integer.toString(each.record().attempts())),
                column(heads, head -> head.times().startedAt().toString()),
                column(heads, head -> head.times().endedAt().toString()),
                column(lines, Summary.Line::runId),
                column(lines, line -> Long.toString(line.entry().seq())),
                column(lines, line -> line.entry().at().toString()),
                column(lines, line -> Facts.kind(line.entry().fact())),
                column(lines, line -> Facts.json(line.entry().fact())));
    }

    boolean running(String runId) throws SQLException {
        return first(database.query(STATE, row -> row.getString("state"), uuid(runId)))
                .filter(RunState.RUNNING.name()::equals)
                .isPresent();
    }

    /// The number that the run carries; 0 if none.
    long owner(String runId) throws SQLException {
        return first(database.query(OWNER, row -> row.getLong(1), uuid(runId))).orElse(0L);
    }

    /// Asks the process that works on the run, whichever it is, to stop.
    ///
    /// @return false if the caller has no such run at work
    boolean requestCancel(String runId, String callerId, String reason) throws SQLException {
        return database.update(REQUEST_CANCEL, Database.storable(reason), uuid(runId), callerId) == 1;
    }

    /// Says that the run is being stopped by whoever works on it under this number.
    void stop(String runId, long fence, String reason) throws SQLException {
        database.update(STOP, Database.storable(reason), uuid(runId), fence);
    }

    /// Has a resting run carried on.
    ///
    /// @param deadline how long it may take from now on
    /// @return false if the caller has no such run that rests
    boolean resume(String runId, String callerId, Why why, Duration deadline) throws SQLException {
        return database.update(RESUME, why.word(), deadline.toMillis(), uuid(runId), callerId) == 1;
    }

    private static UUID uuid(String id) {
        return UUID.fromString(id);
    }

    private static <T> Optional<T> first(List<T> rows) {
        return rows.stream().findFirst();
    }

    private static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    record Known(String id, String bodyHash) {}

    /// What is left of a run that kept its journal in memory.
    ///
    /// @param bodyHash hash of what the caller sent, or `null`
    record Summary(RunRecord record, String bodyHash, List<Entry> entries) {

        private Stream<Line> lines() {
            return entries.stream().map(entry -> new Line(record.head().id(), entry));
        }

        private record Line(String runId, Entry entry) {}
    }
}
