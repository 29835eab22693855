package dev.belay.run;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.RunState;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.batch.Batches;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Writes down how runs end.
final class RunEnds implements LiveRun.Ends {
    private static final Logger LOG = Logger.getLogger(RunEnds.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Batches.Limits TOGETHER = new Batches.Limits(Duration.ofMillis(20), 64, 10_000);
    /// Classes of `SQLSTATE` that say that a value is to blame, not the database: data exception, integrity violation.
    private static final Set<String> BAD_VALUE = Set.of("22", "23");

    private final RunTable table;
    private final Time time;
    private final Workers workers;
    private final Consumer<LiveRun> gone;

    /// Runs that kept no journal. Their callers have heard the end already.
    private final Batches<Summarised> summaries;

    /// @param gone hears of runs that this process no longer works on
    RunEnds(RunTable table, Time time, Workers workers, Consumer<LiveRun> gone) {
        this.table = table;
        this.time = time;
        this.workers = workers;
        this.gone = gone;
        this.summaries = new Batches<>(TOGETHER, workers, this::summarise);
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
            if (!summaries.add(new Summarised(run, record))) {
                LOG.warnf("too many summaries wait for the database; that of run %s is not written", run.id());
                gone.accept(run);
            }
        }
    }

    /// For whoever takes the run over if this process does not come to its end. The run stops here all the same.
    @Override
    public void stopped(LiveRun run, String reason) {
        if (!run.journal().durable() || run.record().state() != RunState.RUNNING) {
            return;
        }
        try {
            table.stop(run.id(), run.journal().fence(), reason);
        } catch (SQLException e) {
            LOG.warnf("run %s stops, which could not be written down: %s", run.id(), e.getMessage());
        }
    }

    @Override
    public void leave(LiveRun run) {
        gone.accept(run);
    }

    /// Waits for the summaries of runs whose callers have heard already: a command is over as soon as it has its
    /// answer.
    void awaitSummaries() {
        try {
            int left = summaries.flush(PATIENCE);
            if (left > 0) {
                LOG.warnf("%d summaries of runs were not written in time", left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(LiveRun run, RunRecord record) {
        Entry.Ended fact = new Entry.Ended(record.state(), Told.reason(record.outcome()));
        try {
            run.journal().appendWith(fact, seq -> end(run, record, seq, fact));
        } catch (AlreadyEnded _) {
            LOG.debugf("the end of run %s had been written before", run.id());
        } catch (JournalUnavailable e) {
            LOG.errorf("the end of run %s could not be written (%s) and is tried again", run.id(), e.getMessage());
            workers.after(BETWEEN_TRIES, () -> again(run, record));
            throw e;
        }
        run.announceEnd(record);
        gone.accept(run);
    }

    private void again(LiveRun run, RunRecord record) {
        try {
            commit(run, record);
        } catch (JournalUnavailable _) {
            LOG.debugf("the end of run %s is still not written", run.id());
        } catch (ControlFlow.Disowned _) {
            run.abandon("another process works on it now");
        }
    }

    private void end(LiveRun run, RunRecord record, long seq, Entry.Ended fact) {
        try {
            if (!table.end(record, run.journal().fence(), seq, fact)) {
                if (table.owner(run.id()) != run.journal().fence()) {
                    throw ControlFlow.Disowned.refused(run.id());
                }
                throw new AlreadyEnded();
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("the end of a run could not be written", e);
        }
    }

    private void summarise(List<Summarised> ended) {
        try {
            write(ended);
        } finally {
            ended.forEach(each -> gone.accept(each.run()));
        }
    }

    private void write(List<Summarised> ended) {
        try {
            table.summarise(ended.stream().map(Summarised::summary).toList());
        } catch (SQLException e) {
            if (ended.size() > 1
                    && e.getSQLState() != null
                    && BAD_VALUE.contains(e.getSQLState().substring(0, 2))) {
                ended.forEach(each -> write(List.of(each)));
                return;
            }
            ended.forEach(each -> LOG.warnf(
                    "the summary of run %s could not be written (%s)",
                    each.run().id(), e.getMessage()));
        }
    }

    private record Summarised(LiveRun run, RunRecord record) {
        RunTable.Summary summary() {
            return new RunTable.Summary(record, run.bodyHash(), run.journal().entries());
        }
    }

    /// The row says that the run is over: an earlier write came through though its acknowledgement was lost.
    private static final class AlreadyEnded extends RuntimeException {
        AlreadyEnded() {
            super(null, null, false, false);
        }
    }
}
