package dev.belay.run;

import dev.belay.exchange.ControlFlow;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Writes down how runs end.
final class RunEnds implements LiveRun.Ends {
    private static final Logger LOG = Logger.getLogger(RunEnds.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunTable table;
    private final Time time;
    private final Workers workers;
    private final Consumer<LiveRun> gone;

    /// Summaries that are on their way, and this object itself, which leaves when the process ends.
    private final Phaser unwritten = new Phaser(1);

    /// @param gone hears of runs that this process no longer works on
    RunEnds(RunTable table, Time time, Workers workers, Consumer<LiveRun> gone) {
        this.table = table;
        this.time = time;
        this.workers = workers;
        this.gone = gone;
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

    @Override
    public void leave(LiveRun run) {
        gone.accept(run);
    }

    /// Waits for the summaries of runs whose callers have heard already: a command is over as soon as it has its
    /// answer.
    void awaitSummaries() {
        int phase = unwritten.arriveAndDeregister();
        try {
            unwritten.awaitAdvanceInterruptibly(phase, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.warnf("%d summaries of runs were not written in time", unwritten.getUnarrivedParties());
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

    private void summarise(LiveRun run, RunRecord record) {
        try {
            table.summary(record, run.bodyHash());
        } catch (SQLException e) {
            LOG.warnf("the summary of run %s could not be written (%s)", run.id(), e.getMessage());
        } finally {
            try {
                gone.accept(run);
            } finally {
                unwritten.arriveAndDeregister();
            }
        }
    }

    /// The row says that the run is over: an earlier write came through though its acknowledgement was lost.
    private static final class AlreadyEnded extends RuntimeException {
        AlreadyEnded() {
            super(null, null, false, false);
        }
    }
}
