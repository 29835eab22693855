package dev.belay.run.history;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.RunState;
import dev.belay.journal.Entry;
import dev.belay.journal.Facts;
import dev.belay.journal.fence.OwnedRun;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import dev.belay.platform.transaction.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What forks and rewinds write. Every method is one statement; these two wait for each other first.
final class HistoryTable {
    /// Forks and rewinds of a tree are made one after the other. Taken by a statement of its own, so that the next one
    /// sees what whoever held it has committed.
    /// A process that stands still in the middle gives back what it has locked.
    private static final String ALONE = """
            select set_config('idle_in_transaction_session_timeout', '5s', true),
                pg_advisory_xact_lock(hashtextextended('belay tree ' || ?, 0))""";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String FIND = """
            select id, root_id, caller_id, state, request, caller is not null as journaled
            from run where id = ? and caller_id = ?""";

    /// What is shared is copied as it stands; a run of the tree that undoes effects meanwhile would leave the fork with
    /// the belief that they stand.
    private static final String FORK = """
            with forked as (
                insert into run
                    (id, root_id, caller_id, strategy, policy, idempotency_key, body_hash, request, state, owner,
                     resume_reason, deadline_at, caller, trace, forked_from, forked_at)
                select ?, r.root_id, r.caller_id, coalesce(?, r.strategy), r.policy, ?, ?, ?::json, 'RUNNING', null,
                    ?, now() + ? * interval '1 millisecond', ?::json, r.trace, r.id, ?
                from run r
                where r.id = ? and r.caller_id = ? and r.caller is not null
                and (select count(*) from journal where run_id = r.id and seq <= ?) = ?
                and not exists (select 1 from run o
                    where o.root_id = r.root_id and o.state = 'RUNNING' and o.rewind_to is not null)
                on conflict (caller_id, idempotency_key) where idempotency_key is not null do nothing
                returning id, forked_from, forked_at
            ), copied as (
                insert into journal (run_id, seq, at, kind, fact)
                select f.id, j.seq, j.at, j.kind, j.fact
                from forked f join journal j on j.run_id = f.forked_from and j.seq <= f.forked_at
            )
            insert into journal (run_id, seq, at, kind, fact)
            select id, forked_at + 1, now(), ?, ?::json from forked""";

    private static final String BY_KEY = "select id, body_hash from run where caller_id = ? and idempotency_key = ?";

    private static final String OTHERS = """
            select o.id from run o join run r on o.root_id = r.root_id and o.id <> r.id
            where r.id = ? and o.state in ('RUNNING', 'NEEDS_HUMAN', 'IN_DOUBT', 'BUDGET_STOPPED')
            order by o.id""";

    /// What the run asked after the entry to which it goes back, and nobody else of its tree waits for. Locks are taken
    /// as by a decision: approval, effect, and then the run.
    private static final String WITHDRAW = """
            with withdrawn as (
                update approval a
                set state = 'WITHDRAWN', decided_at = now(), notes = 'the run went back to before it was asked'
                where a.run_id = ? and a.decision > ? and a.state = 'PENDING' and not exists (
                    select 1 from run o join journal j on j.run_id = o.id
                    where o.root_id = a.root_run and o.id <> a.run_id
                    and o.state in ('RUNNING', 'NEEDS_HUMAN', 'IN_DOUBT', 'BUDGET_STOPPED')
                    and j.kind = 'person_asked' and j.fact ->> 'approval' = a.id::text)
                returning a.ledger_key
            )
            update effect e
            set state = 'FAILED', result = 'not begun: the run went back to before it was asked', settled_at = now()
            from withdrawn w where e.key = w.ledger_key and e.state = 'INTENDED'""";

    private static final String UNDONE = """
            select distinct j.fact ->> 'effect' as effect
            from journal j join run r on r.id = j.run_id
            where r.root_id = ? and j.kind = 'undone' order by effect""";

    private static final String REWIND = "update run set " + OwnedRun.GOES_ON + """
            , cancel_reason = null, deadline_at = now() + ? * interval '1 millisecond',
                rewind_to = ?, rewind_from = ?, rewind_resume = ?
            where id = ? and caller_id = ? and caller is not null and state <> 'RUNNING'
            and (select count(*) from journal where run_id = run.id) = ?
            and not (? and exists (select 1 from run o where o.root_id = run.root_id and o.id <> run.id
                and o.state in ('RUNNING', 'NEEDS_HUMAN', 'IN_DOUBT', 'BUDGET_STOPPED')))""";

    private final Database database;

    HistoryTable(Database database) {
        this.database = database;
    }

    Optional<Past> find(UUID runId, String callerId) throws SQLException {
        return database.query(FIND, HistoryTable::past, runId, callerId).stream()
                .findFirst();
    }

    /// @return false if the run has changed meanwhile, its tree is busy, or the key was used before
    boolean fork(String id, Past from, Request request, Caller caller, ForkWish wish, Entry.Forked fact)
            throws SQLException {
        return alone(
                from.rootId(),
                tree -> tree.update(
                                FORK,
                                UUID.fromString(id),
                                request.way().strategy(),
                                wish.key(),
                                wish.bodyHash(),
                                Json.write(request),
                                Entry.Resumed.Why.FORKED.word(),
                                wish.deadline().toMillis(),
                                Json.write(caller),
                                wish.seq(),
                                from.id(),
                                caller.id(),
                                wish.seq(),
                                wish.seq(),
                                Facts.kind(fact),
                                Facts.json(fact))
                        == 1);
    }

    /// Writes while nobody else forks or rewinds a run of the tree.
    ///
    /// @return false if nothing was written
    private boolean alone(UUID rootId, Write write) throws SQLException {
        try (Transaction transaction = Transaction.begin(database.source(), PATIENCE)) {
            Database tree = transaction.database();
            tree.query(ALONE, _ -> true, rootId.toString());
            boolean written = write.to(tree);
            if (written) {
                transaction.commit();
            }
            return written;
        }
    }

    @FunctionalInterface
    private interface Write {
        boolean to(Database tree) throws SQLException;
    }

    Optional<Keyed> byKey(String callerId, String key) throws SQLException {
        return database
                .query(BY_KEY, row -> new Keyed(row.getString("id"), row.getString("body_hash")), callerId, key)
                .stream()
                .findFirst();
    }

    /// Other runs of the tree that can still go on.
    List<String> others(UUID runId) throws SQLException {
        return database.query(OTHERS, row -> row.getString("id"), runId);
    }

    /// Keys of the tree's effects that were undone.
    List<String> undone(UUID rootId) throws SQLException {
        return database.query(UNDONE, row -> row.getString("effect"), rootId);
    }

    /// Has a run go back, and withdraws what it asked since.
    ///
    /// @param entries how many the journal had when it was looked at
    /// @param undoes whether effects are undone on the way
    /// @return false if the run, or with `undoes` its tree, has changed meanwhile
    boolean rewind(Past run, String callerId, RewindWish wish, int entries, boolean undoes) throws SQLException {
        return alone(run.rootId(), tree -> {
            tree.update(WITHDRAW, run.id(), wish.seq());
            return tree.update(
                            REWIND,
                            Entry.Resumed.Why.REWINDING.word(),
                            wish.deadline().toMillis(),
                            wish.seq(),
                            (long) entries,
                            wish.resume(),
                            run.id(),
                            callerId,
                            entries,
                            undoes)
                    == 1;
        });
    }

    private static Past past(ResultSet row) throws SQLException {
        String request = row.getString("request");
        return new Past(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("root_id")),
                RunState.valueOf(row.getString("state")),
                row.getBoolean("journaled") && request != null ? Json.read(request, Request.class) : null);
    }

    /// @param request `null` if the run kept no journal
    record Past(UUID id, UUID rootId, RunState state, Request request) {}

    record Keyed(String id, String bodyHash) {}
}
