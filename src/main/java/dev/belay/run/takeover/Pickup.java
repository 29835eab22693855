package dev.belay.run.takeover;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Workers;
import dev.belay.run.LiveRun;
import dev.belay.run.RunRecord;
import dev.belay.run.RunRegistry;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Takes up one run of those that were taken. Whatever is wrong with it stays with it: others are not kept from going
/// on. Called from several threads at once.
final class Pickup {
    private static final Logger LOG = Logger.getLogger(Pickup.class);

    private final TakeoverTable table;
    private final RunRegistry registry;
    private final Carrier carrier;
    private final int maxTakeovers;
    private final SetAside aside;
    private final Workers workers;
    private final Set<String> ending = ConcurrentHashMap.newKeySet();

    /// @param maxTakeovers how often a run is taken from dead processes, or cannot be read, before it ends
    /// @param aside gets to know of what cannot be read here
    Pickup(
            TakeoverTable table,
            RunRegistry registry,
            Carrier carrier,
            int maxTakeovers,
            SetAside aside,
            Workers workers) {
        this.table = table;
        this.registry = registry;
        this.carrier = carrier;
        this.maxTakeovers = maxTakeovers;
        this.aside = aside;
        this.workers = workers;
    }

    /// Whether the run is ended here, once nothing of it is under way any more.
    boolean ends(String runId) {
        return ending.contains(runId);
    }

    /// Throws nothing. A run that cannot be taken up is given back, or stays with this process until [Takeover#tend].
    void up(Waiting run, long fence) {
        attempt(run, fence, () -> {
            if (registry.live(run.id()).isPresent()) {
                // It was ours under an earlier lease, and what we began then has not unwound yet.
                table.giveBack(run.id(), fence, run.why(), false);
            } else if (run.takeovers() <= maxTakeovers) {
                goOn(run, fence);
            } else {
                end(run, fence);
            }
        });
    }

    private void attempt(Waiting run, long fence, Step step) {
        try {
            step.take();
        } catch (ControlFlow.Disowned _) {
            LOG.debugf("run %s is carried on elsewhere", run.id());
        } catch (SQLException e) {
            notNow(run, e);
        } catch (RuntimeException | Error e) {
            if (passes(e)) {
                notNow(run, e);
            } else {
                unreadable(run, fence, e);
            }
        }
    }

    private void goOn(Waiting run, long fence) throws SQLException {
        Taken taken = run.read();
        BelayEvent.Task task = BelayEvent.Task.of(taken.request());
        LiveRun live = resume(run, fence, started -> carrier.open(started.of(task), taken.trace()));
        begin(live, () -> carrier.carryOn(live, taken));
        table.begun(run.id(), fence);
    }

    /// In order, once. If that is what kills whoever does it, or the journal cannot be read, it ends without it.
    private void end(Waiting run, long fence) throws SQLException {
        String why = "it was taken over " + run.takeovers() + " times and could not be finished";
        if (run.takeovers() == maxTakeovers + 1) {
            try {
                LiveRun live = resume(run, fence, started -> carrier.open(started, run.trace()));
                begin(live, () -> carrier.end(live, why));
                return;
            } catch (ControlFlow.Disowned e) {
                throw e;
            } catch (RuntimeException | Error e) {
                if (passes(e)) {
                    throw e;
                }
                LOG.warnf("run %s cannot be read here (%s) and ends without that", run.id(), shape(e));
            }
        }
        endLater(run, fence, why);
    }

    /// What is under way in its tree may take minutes, and whoever took the run takes others meanwhile.
    private void endLater(Waiting run, long fence, String why) {
        if (!ending.add(run.id())) {
            return;
        }
        workers.start(() -> {
            try {
                attempt(run, fence, () -> endUnread(run, fence, why));
            } finally {
                ending.remove(run.id());
            }
        });
    }

    private void endUnread(Waiting run, long fence, String why) throws SQLException {
        RunRecord.Head head = run.head();
        Outcome outcome = carrier.failed(registry.leftBy(head, fence), why);
        Entry.Ended fact = new Entry.Ended(outcome.state(), why);
        if (table.end(run.id(), fence, outcome, fact)) {
            LOG.warnf("run %s ends as %s: %s", run.id(), outcome.state(), why);
            Scopes.Scope scope = carrier.open(
                    new BelayEvent.RunStarted(head.id(), head.strategy(), head.policy(), head.session()), run.trace());
            scope.close(new BelayEvent.RunEnded(head.id(), outcome.state(), null, why, Usage.NONE, 0));
        }
    }

    private LiveRun resume(Waiting run, long fence, RunRegistry.Opener opener) {
        var resumed = new RunRegistry.Resumed(run.head(), run.bodyHash(), fence, run.why());
        LiveRun live = registry.resume(resumed, opener);
        LOG.infof("run %s is carried on here (%s)", run.id(), run.why().word());
        if (run.cancelReason() != null) {
            // It was told so elsewhere, and ends before it does anything more.
            live.cancellation().cancel(run.cancelReason());
        }
        return live;
    }

    /// A run that nobody works on does not stay with those that are at work here.
    private static void begin(LiveRun live, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            live.abandon("it could not be carried on here");
            throw e;
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws SQLException;
    }

    private static boolean passes(Throwable thrown) {
        return thrown instanceof JournalUnavailable e && e.passes();
    }

    private static void notNow(Waiting run, Throwable why) {
        LOG.warnf("run %s could not be carried on now: %s", run.id(), why.getMessage());
    }

    private void unreadable(Waiting run, long fence, Throwable why) {
        // What it says may quote what it could not read.
        LOG.errorf("run %s cannot be carried on here, and is left to others: %s", run.id(), shape(why));
        aside.add(run.id());
        try {
            table.giveBack(run.id(), fence, run.why(), true);
        } catch (SQLException e) {
            notNow(run, e);
        }
    }

    private static String shape(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown.getClass().getSimpleName()
                + (cause == null ? "" : " of " + cause.getClass().getSimpleName());
    }
}
