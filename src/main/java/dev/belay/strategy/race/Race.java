package dev.belay.strategy.race;

import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.strategy.branch.Branch;
import dev.belay.strategy.branch.Branches;
import dev.belay.strategy.branch.Falls;
import dev.belay.strategy.branch.Result;
import dev.belay.strategy.branch.Track;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/// One run's race. Used once, by one thread; a branch claims the run from its own.
final class Race {
    private static final Logger LOG = Logger.getLogger(Race.class);
    /// How long those that lost are waited for, so that what they used is written down before the run ends.
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Track track;
    private final Rules rules;
    private final Latencies latencies;
    private final Branches branches;
    private final Deque<String> waiting;
    private final Falls falls;
    /// The branch that started last, and how long it is waited for before the next one starts.
    private Rules.Patience patience;
    private long since;
    /// Why some branch stopped the run, unless another one answers.
    private ControlFlow stop;

    /// @param live the tiers that race, at least one
    Race(TierCall call, List<String> live, Track track, Rules rules, Latencies latencies) {
        this.track = track;
        this.rules = rules;
        this.latencies = latencies;
        this.branches = new Branches(call, track, this::claims);
        this.waiting = new ArrayDeque<>(live);
        this.falls = new Falls(call, track);
    }

    Answer run() {
        try {
            start("it is the first");
            while (!branches.running().isEmpty()) {
                Branches.Ended ended = branches.next(untilNext());
                if (ended == null) {
                    start(patience.why());
                    continue;
                }
                Answer answer = ended(ended.branch(), ended.result());
                if (answer != null) {
                    return answer;
                }
            }
        } catch (RuntimeException e) {
            branches.cancel("the run stopped");
            throw e;
        } finally {
            farewell();
        }
        if (stop != null) {
            throw stop;
        }
        return falls.goOn();
    }

    private void start(String why) {
        if (branches.start(waiting.getFirst(), why)) {
            patience = rules.patience(waiting.removeFirst(), latencies);
            since = track.nanos();
        } else {
            waiting.clear();
        }
    }

    /// How long nothing more starts unless a branch falls; `null` if nothing does by itself.
    private Duration untilNext() {
        if (!room() || patience.limit() == null) {
            return null;
        }
        Duration left = patience.limit().minusNanos(track.nanos() - since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean room() {
        return !waiting.isEmpty() && branches.running().size() < rules.workers() && branches.taken() == null;
    }

    /// @return `null` if the race goes on
    private Answer ended(Branch branch, Result result) {
        measure(branch, result);
        return switch (result) {
            case Result.Answered(Answer answer) when won(branch) -> answer;
            case Result.Fell(Failure failure) when branch.taken() -> goOn(branch, failure);
            case Result.Fell(Failure failure) -> fell(branch, failure);
            case Result.Stopped(ControlFlow flow) -> stopped(branch, flow);
            case Result.Broke(RuntimeException thrown) when !lost(branch) -> throw thrown;
            case Result.Answered _, Result.Broke _ -> farewell(branch, result);
        };
    }

    private void measure(Branch branch, Result result) {
        Duration took = Duration.ofNanos(track.nanos() - branch.began());
        if (result instanceof Result.Answered) {
            latencies.answered(branch.tier(), took);
        } else {
            latencies.cut(branch.tier(), took);
        }
    }

    private boolean won(Branch branch) {
        return branches.take(branch, BranchStage.WON, "its answer is the first valid one");
    }

    /// Whether the run went on in another branch. One of which that could not be written down has not lost: nobody
    /// knows whether it stands, and whoever takes the run up finds out.
    private boolean lost(Branch branch) {
        Branch taken = branches.taken();
        return taken != null && taken != branch;
    }

    private Answer fell(Branch branch, Failure failure) {
        branch.came(BranchStage.FELL, failure.reason() + ": " + failure.detail());
        if (!lost(branch)) {
            falls.fell(branch.tier(), failure);
            if (room()) {
                start(branch.tier() + " fell (" + failure.reason() + ")");
            }
        }
        return null;
    }

    /// @throws ControlFlow if that stops the run
    private Answer stopped(Branch branch, ControlFlow flow) {
        if (lost(branch)) {
            return farewell(branch, new Result.Stopped(flow));
        }
        if (branch.taken() || flow instanceof ControlFlow.ClientToolCalls && won(branch)) {
            throw flow;
        }
        switch (flow) {
            // Others may still answer, but none begins what this one stopped for.
            case ControlFlow.NeedsHuman _, ControlFlow.BudgetStopped _ -> {
                branch.came(BranchStage.STOPPED, flow.getMessage());
                stop = flow;
                waiting.clear();
            }
            case ControlFlow.ClientToolCalls _ -> farewell(branch, new Result.Stopped(flow));
            case ControlFlow.Cancelled _, ControlFlow.Disowned _, ControlFlow.Rejected _ -> throw flow;
        }
        return null;
    }

    /// A branch that acts binds the run to it for good.
    private void claims(Branch branch, Passage.Act act, Cancellation attempt) {
        attempt.check();
        if (!branches.take(branch, BranchStage.CLAIMED, "it asks for " + act.tool())) {
            throw new ControlFlow.Cancelled("the run goes on in another branch");
        }
    }

    /// The branch that claimed the run fell: the others that have not fallen go on from its transcript, one after the
    /// other.
    private Answer goOn(Branch claimer, Failure failure) {
        farewell();
        return falls.goOnAfter(claimer.tier(), failure);
    }

    /// Waits for those that are cancelled; whoever does not come in time is not waited for.
    private void farewell() {
        long began = track.nanos();
        while (!branches.running().isEmpty()) {
            Duration left = FAREWELL.minusNanos(track.nanos() - began);
            Branches.Ended ended = left.isPositive() ? branches.next(left) : null;
            if (ended == null) {
                return;
            }
            measure(ended.branch(), ended.result());
            farewell(ended.branch(), ended.result());
        }
    }

    private static Answer farewell(Branch branch, Result result) {
        switch (result) {
            case Result.Answered _ -> came(branch, BranchStage.CANCELLED, "it answered too late");
            case Result.Fell(Failure failure) -> came(branch, BranchStage.FELL, failure.reason());
            case Result.Stopped(ControlFlow flow) -> came(branch, BranchStage.CANCELLED, flow.getMessage());
            case Result.Broke(RuntimeException thrown) ->
                came(branch, BranchStage.STOPPED, thrown.getClass().getSimpleName());
        }
        return null;
    }

    /// What became of a branch that nothing depends on stops no run.
    private static void came(Branch branch, BranchStage stage, String why) {
        try {
            branch.came(stage, why);
        } catch (ControlFlow.Disowned e) {
            LOG.debugf("what became of branch %d could not be written down: %s", branch.number(), e.getMessage());
        }
    }
}
