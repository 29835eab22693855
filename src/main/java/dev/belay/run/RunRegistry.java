package dev.belay.run;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.Journals;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Opens runs and knows those that this process works on.
@ApplicationScoped
public class RunRegistry {
    private static final Logger LOG = Logger.getLogger(RunRegistry.class);
    /// How long after its begin a run is what a client's own retry means; OpenAI's clients give up after ten minutes.
    private static final Duration RETRIES_WITHIN = Duration.ofMinutes(15);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Live> live = new ConcurrentHashMap<>();

    /// Summaries that are on their way, and this registry itself, which leaves when the process ends.
    private final Phaser unwritten = new Phaser(1);

    private final RunTable table;
    private final Journals journals;
    private final EffectLedger ledger;
    private final Time time;
    private final Ids ids;
    private final Workers workers;

    @Inject
    RunRegistry(Database database, Journals journals, EffectLedger ledger, Time time, Ids ids, Workers workers) {
        this.table = new RunTable(database);
        this.journals = journals;
        this.ledger = ledger;
        this.time = time;
        this.ids = ids;
        this.workers = workers;
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

    /// Waits for the summaries of runs whose callers have heard already: a command is over as soon as it has its
    // answer.
    void end(@Observes ShutdownEvent end) {
        int phase = unwritten.arriveAndDeregister();
        try {
            unwritten.awaitAdvanceInterruptibly(phase, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.warnf("%d summaries of runs were not written in time", unwritten.getUnarrivedParties());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The run, if this process works on it.
    public Optional<LiveRun> live(String runId) {
        return Optional.ofNullable(live.get(runId)).map(Live::run);
    }

    Collection<LiveRun> all() {
        return live.values().stream().map(Live::run).toList();
    }

    /// Whether some process works on the run, as far as the table says.
    boolean running(String runId) {
        try {
            return live.containsKey(runId) || table.running(runId);
        } catch (SQLException e) {
            throw new JournalUnavailable("run " + runId + " could not be read", e);
        }
    }

    private Optional<Opened> twin(NewRun wanted) throws SQLException {
        String bodyHash = wanted.once().bodyHash();
        if (!wanted.once().clientRetry() || bodyHash == null || wanted.key() != null) {
            return Optional.empty();
        }
        Optional<String> here = live.values().stream()
                .filter(other -> bodyHash.equals(other.bodyHash())
                        && other.run().record().head().callerId().equals(wanted.callerId()))
                .map(other -> other.run().id())
                .max(String::compareTo);
        if (here.isEmpty() && wanted.plan().durable()) {
            here = table.twin(wanted.callerId(), bodyHash, RETRIES_WITHIN);
        }
        return here.map(this::attached);
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
        if (wanted.plan().durable()
                && !table.insert(head, wanted.request(), wanted.once().bodyHash())) {
            return known(wanted);
        }
        Scopes.Scope scope =
                wanted.opener().open(new BelayEvent.RunStarted(id, head.strategy(), head.policy(), head.session()));
        LiveRun run = new LiveRun(
                head,
                journals.open(id, wanted.plan().durable()),
                scope,
                ledger,
                new Writer(wanted.once().bodyHash()));
        live.put(id, new Live(run, wanted.once().bodyHash()));
        return new Opened.Fresh(run);
    }

    private Opened known(NewRun wanted) throws SQLException {
        RunTable.Known known = table.byKey(wanted.callerId(), wanted.key()).orElseThrow();
        boolean same = known.bodyHash() == null
                || known.bodyHash().equals(wanted.once().bodyHash());
        return same ? attached(known.id()) : new Opened.KeyReused(known.id());
    }

    private Opened attached(String runId) {
        return new Opened.Attached(runId, live(runId).orElse(null));
    }

    private void close(LiveRun run) {
        run.journal().close();
        live.remove(run.id());
    }

    /// @param bodyHash hash of what the caller sent, or `null`
    private record Live(LiveRun run, String bodyHash) {}

    /// Writes the ends of the runs of this registry.
    private final class Writer implements LiveRun.Ends {
        private final String bodyHash;

        Writer(String bodyHash) {
            this.bodyHash = bodyHash;
        }

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public void write(LiveRun run, RunRecord record) {
            if (run.journal().durable()) {
                commit(run, record);
            } else {
                run.journal().append(new Entry.Ended(record.state(), Told.reason(record.outcome())));
                run.announceEnd(record);
                unwritten.register();
                workers.start(() -> summarise(run, record));
            }
        }

        private void commit(LiveRun run, RunRecord record) {
            Entry.Ended fact = new Entry.Ended(record.state(), Told.reason(record.outcome()));
            try {
                run.journal().appendWith(fact, seq -> end(record, seq, fact));
            } catch (AlreadyEnded _) {
                LOG.debugf("the end of run %s had been written before", run.id());
            } catch (JournalUnavailable e) {
                LOG.errorf("the end of run %s could not be written (%s) and is tried again", run.id(), e.getMessage());
                workers.after(BETWEEN_TRIES, () -> again(run, record));
                throw e;
            }
            run.announceEnd(record);
            RunRegistry.this.close(run);
        }

        private void again(LiveRun run, RunRecord record) {
            try {
                commit(run, record);
            } catch (JournalUnavailable _) {
                LOG.debugf("the end of run %s is still not written", run.id());
            }
        }

        private void end(RunRecord record, long seq, Entry.Ended fact) {
            try {
                if (!table.end(record, seq, fact)) {
                    throw new AlreadyEnded();
                }
            } catch (SQLException e) {
                throw new JournalUnavailable("the end of a run could not be written", e);
            }
        }

        private void summarise(LiveRun run, RunRecord record) {
            try {
                table.summary(record, bodyHash);
            } catch (SQLException e) {
                LOG.warnf("the summary of run %s could not be written (%s)", run.id(), e.getMessage());
            } finally {
                try {
                    RunRegistry.this.close(run);
                } finally {
                    unwritten.arriveAndDeregister();
                }
            }
        }
    }

    /// The row says that the run is over: an earlier write came through though its acknowledgement was lost.
    private static final class AlreadyEnded extends RuntimeException {
        AlreadyEnded() {
            super(null, null, false, false);
        }
    }

    /// What is to be opened.
    public record NewRun(String callerId, Request request, Plan plan, Once once, Opener opener) {
        String key() {
            return request.terms().idempotencyKey();
        }
    }

    /// How it will be worked on. A key needs a durable run.
    public record Plan(String strategy, String policy, boolean durable) {}

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
        record Fresh(LiveRun run) implements Opened {}

        /// A run that was there before. Its end is heard from `live`, or with `Runs.awaitEnd`.
        ///
        /// @param live `null` if this process does not work on it
        record Attached(String runId, LiveRun live) implements Opened {}

        /// The key belongs to a run with another body.
        record KeyReused(String runId) implements Opened {}
    }
}
