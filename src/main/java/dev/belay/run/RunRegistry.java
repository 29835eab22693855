package dev.belay.run;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.journal.Entry;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.RunJournal;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.run.follow.Audience;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Opens runs and knows those that this process works on.
@ApplicationScoped
public class RunRegistry {
    /// How long after its begin a run is what a client's own retry means; OpenAI's clients give up after ten minutes.
    private static final Duration RETRIES_WITHIN = Duration.ofMinutes(15);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, LiveRun> live = new ConcurrentHashMap<>();

    private final RunTable table;
    private final Books books;
    private final RunEnds ends;
    private final Time time;
    private final Ids ids;

    @Inject
    RunRegistry(Database database, Books books, Time time, Ids ids, Workers workers) {
        this.table = new RunTable(database);
        this.books = books;
        this.ends = new RunEnds(table, time, workers, this::gone);
        this.time = time;
        this.ids = ids;
        books.lease().onLoss(this::disown);
    }

    /// Opens a run, or finds the one that this request means.
    ///
    /// @throws JournalUnavailable if the run is to be journaled and could not be written; nothing was started then
    public Opened open(NewRun wanted) {
        try {
            Optional<Opened> twin = twin(wanted);
            return twin.isPresent() ? twin.get() : insert(wanted);
        } catch (SQLException e) {
            throw new JournalUnavailable("the run could not be written", e);
        }
    }

    void end(@Observes ShutdownEvent end) {
        ends.awaitSummaries();
    }

    /// The run, if this process works on it.
    public Optional<LiveRun> live(String runId) {
        return Optional.ofNullable(live.get(runId));
    }

    /// Takes a run up that this process did not work on before, and writes down that it does now.
    ///
    /// @throws JournalUnavailable if the database did not answer
    /// @throws dev.belay.exchange.ControlFlow.Disowned if the run does not carry the number any more
    public LiveRun resume(Resumed resumed, Opener opener) {
        RunRecord.Head head = resumed.head();
        RunJournal journal = books.journals().resume(head.id(), resumed.fence());
        try {
            journal.append(new Entry.Resumed(resumed.why()));
            Scopes.Scope scope =
                    opener.open(new BelayEvent.RunStarted(head.id(), head.strategy(), head.policy(), head.session()));
            var written = new LiveRun.Books(journal, scope, books.ledger());
            LiveRun run = new LiveRun(head, resumed.bodyHash(), true, written, ends);
            live.put(head.id(), run);
            return run;
        } catch (RuntimeException | Error e) {
            journal.close();
            throw e;
        }
    }

    /// What a run that this process owns, and does not work on, did: nothing of it is under way when this returns. Of
    /// its journal nothing is read.
    ///
    /// @throws JournalUnavailable if the database did not answer
    public List<Explanation.Effect> leftBy(RunRecord.Head head, long fence) {
        try (RunJournal unread = books.journals().open(head.id(), fence)) {
            books.ledger().awaitSettled(head.rootId(), unread);
        }
        return books.ledger().effects(head.rootId()).stream()
                .map(Explainer::effect)
                .toList();
    }

    /// All runs that this process works on.
    public Collection<LiveRun> all() {
        return List.copyOf(live.values());
    }

    /// The lease was lost: what was begun under it stops.
    private void disown(long fence) {
        live.values().stream().filter(run -> run.journal().fence() == fence).forEach(run -> run.departure()
                .leave("another process works on it now"));
    }

    /// Whether some process works on the run, as far as the table says.
    boolean running(String runId) {
        try {
            return live.containsKey(runId) || table.running(runId);
        } catch (SQLException e) {
            throw new JournalUnavailable("run " + runId + " could not be read", e);
        }
    }

    /// Asks the process that works on the caller's run to stop.
    boolean requestCancel(String runId, Caller caller, String reason) {
        try {
            return table.requestCancel(runId, caller.id(), reason);
        } catch (SQLException e) {
            throw new JournalUnavailable("run " + runId + " could not be written", e);
        }
    }

    /// Has the caller's resting run carried on, by whichever process finds it first.
    boolean requestResume(String runId, Caller caller, Duration deadline) {
        try {
            return table.resume(runId, caller.id(), Why.ASKED, deadline);
        } catch (SQLException e) {
            throw new JournalUnavailable("run " + runId + " could not be written", e);
        }
    }

    private Optional<Opened> twin(NewRun wanted) throws SQLException {
        String bodyHash = wanted.once().bodyHash();
        if (!wanted.once().clientRetry() || bodyHash == null || wanted.key() != null) {
            return Optional.empty();
        }
        Optional<Opened> here = live.values().stream()
                .filter(other -> bodyHash.equals(other.bodyHash())
                        && other.record().head().callerId().equals(wanted.callerId()))
                .sorted(Comparator.comparing(LiveRun::id).reversed())
                .map(RunRegistry::joined)
                .flatMap(Optional::stream)
                .findFirst();
        if (here.isPresent() || !wanted.plan().durable()) {
            return here;
        }
        return table.twin(wanted.callerId(), bodyHash, RETRIES_WITHIN).flatMap(this::joined);
    }

    private Opened insert(NewRun wanted) throws SQLException {
        String id = ids.run();
        RunRecord.Head head = new RunRecord.Head(
                id,
                id,
                wanted.callerId(),
                wanted.plan().strategy(),
                wanted.plan().policy(),
                wanted.request().terms().session(),
                new RunRecord.Times(time.now(), null));
        long fence = wanted.plan().durable() ? books.lease().fence() : 0;
        if (fence != 0 && !table.insert(head, wanted, fence)) {
            return known(wanted);
        }
        Scopes.Scope scope =
                wanted.opener().open(new BelayEvent.RunStarted(id, head.strategy(), head.policy(), head.session()));
        var written = new LiveRun.Books(books.journals().open(id, fence), scope, books.ledger());
        LiveRun run = new LiveRun(head, wanted.once().bodyHash(), wanted.plan().kept(), written, ends);
        Audience.Seat seat = run.audience().join().orElseThrow();
        live.put(id, run);
        return new Opened.Fresh(run, seat);
    }

    private Opened known(NewRun wanted) throws SQLException {
        RunTable.Known known = table.byKey(wanted.callerId(), wanted.key()).orElseThrow();
        boolean same = known.bodyHash() == null
                || known.bodyHash().equals(wanted.once().bodyHash());
        return same
                ? joined(known.id()).orElse(new Opened.Attached(known.id(), null, null))
                : new Opened.KeyReused(known.id());
    }

    /// Empty if it is worked on here and being stopped.
    private Optional<Opened> joined(String runId) {
        LiveRun here = live.get(runId);
        return here == null ? Optional.of(new Opened.Attached(runId, null, null)) : joined(here);
    }

    private static Optional<Opened> joined(LiveRun run) {
        return run.audience().join().map(seat -> new Opened.Attached(run.id(), run, seat));
    }

    private void gone(LiveRun run) {
        run.journal().close();
        live.remove(run.id(), run);
    }

    /// What is to be opened.
    ///
    /// @param inbound the caller's tracing headers, lower case
    public record NewRun(
            Caller caller, Request request, Plan plan, Once once, Map<String, String> inbound, Opener opener) {
        String callerId() {
            return caller.id();
        }

        String key() {
            return request.terms().idempotencyKey();
        }
    }

    /// A run that is taken up again.
    ///
    /// @param fence number that its row carries now
    /// @param why for the journal, see [Entry.Resumed]
    public record Resumed(RunRecord.Head head, String bodyHash, long fence, Why why) {}

    /// How it will be worked on. A key needs a durable run that is kept.
    ///
    /// @param kept whether it goes on when nobody waits for it
    public record Plan(String strategy, String policy, boolean durable, boolean kept) {}

    /// By what a repeated request is recognised, beside the key in its terms.
    ///
    /// @param bodyHash hash of what the caller sent, or `null`
    /// @param clientRetry whether the client says that it sends this again
    public record Once(String bodyHash, boolean clientRetry) {}

    /// Opens the run's node in the trace, once the run exists.
    @FunctionalInterface
    public interface Opener {
        Scopes.Scope open(BelayEvent.RunStarted started);
    }

    /// What became of a request to open a run.
    public sealed interface Opened {
        /// A new run, to be worked on by the one who opened it.
        ///
        /// @param seat of whoever opened it
        record Fresh(LiveRun run, Audience.Seat seat) implements Opened {}

        /// A run that was there before. Its end is heard from `live`, or with `Runs.awaitEnd`.
        ///
        /// @param live `null` if this process does not work on it
        /// @param seat of whoever sent this request; `null` as `live` is
        record Attached(String runId, LiveRun live, Audience.Seat seat) implements Opened {}

        /// The key belongs to a run with another body.
        record KeyReused(String runId) implements Opened {}
    }
}
