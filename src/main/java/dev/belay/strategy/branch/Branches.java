package dev.belay.strategy.branch;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Request;
import dev.belay.tier.Chain;
import dev.belay.tier.TierCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/// The branches that a run parts into once. At most one of them is [#take]n: then the run has gone on in it, the others
/// are cancelled, and no more can be started.
///
/// Branches are started, and their ends heard, by one thread; they may be taken by any.
public final class Branches {
    private final TierCall call;
    private final Track track;
    private final Gate gate;
    private final BlockingQueue<Ended> ends = new LinkedBlockingQueue<>();
    private final List<Branch> running = new ArrayList<>();
    /// Nothing starts while one is being taken.
    private final ReentrantLock lock = new ReentrantLock();
    private Branch taken;

    /// @param call of the whole run
    public Branches(TierCall call, Track track, Gate gate) {
        this.call = call;
        this.track = track;
        this.gate = gate;
    }

    /// @param result a branch that was cancelled may have answered before it heard of it
    public record Ended(Branch branch, Result result) {}

    /// Starts a branch.
    ///
    /// @param why for people
    /// @return false if one has been taken: then nothing was started
    public boolean start(String tier, String why) {
        return start(tier, call.work().request(), () -> {}, why) != null;
    }

    /// Starts a branch that works on the request in other words.
    ///
    /// @param turn runs before each decision that a model is asked for; what it throws ends the attempt
    /// @param why for people
    /// @return `null` if one has been taken: then nothing was started
    public Branch start(String tier, Request request, Runnable turn, String why) {
        lock.lock();
        try {
            if (taken != null) {
                return null;
            }
            Cancellation cancellation = call.work().limits().cancellation().child();
            Branch branch = new Branch(tier, call.work().passage().part(tier, why), cancellation, track.nanos());
            running.add(branch);
            track.start(call(branch, request, turn), result -> ends.add(new Ended(branch, result)));
            return branch;
        } finally {
            lock.unlock();
        }
    }

    private TierCall call(Branch branch, Request request, Runnable turn) {
        TierCall.Work work = call.work();
        TierCall.Identity id = work.id();
        TierCall.Limits limits = work.limits();
        var own = new TierCall.Work(
                new TierCall.Identity(id.runId(), id.rootId(), id.caller(), branch.number()),
                request,
                work.route(),
                new TierCall.Limits(limits.deadline(), limits.reserve(), branch.cancellation()),
                work.scope(),
                new BranchPassage(branch, gate, turn, work.passage().speech()));
        int place = call.chain().index() + call.chain().tiers().indexOf(branch.tier());
        return new TierCall(own, new Chain(List.of(branch.tier()), place));
    }

    /// Waits for a branch to end.
    ///
    /// @param limit `null` to wait for as long as it takes
    /// @return `null` if none did in time
    public Ended next(Duration limit) {
        Ended ended = track.next(ends, limit);
        if (ended != null) {
            ended.branch().cancellation().release();
            lock.lock();
            try {
                running.remove(ended.branch());
            } finally {
                lock.unlock();
            }
        }
        return ended;
    }

    /// Those that have not ended, as far as [#next] has told, the oldest first.
    public List<Branch> running() {
        lock.lock();
        try {
            return List.copyOf(running);
        } finally {
            lock.unlock();
        }
    }

    /// Lets the run go on in a branch, if it has not gone on in another. That is written down, and the others are
    /// cancelled, when this returns. Where it throws, what was to be written down may stand all the same: no other
    /// branch can be taken any more, and this one only by writing it down once more.
    ///
    /// @param stage one by which a branch is taken
    /// @param why for people
    /// @return whether the run has gone on in this branch
    public boolean take(Branch branch, BranchStage stage, String why) {
        lock.lock();
        try {
            if (taken == null || taken == branch && !branch.taken()) {
                taken = branch;
                branch.came(stage, why);
                running.stream().filter(other -> other != branch).forEach(other -> other.cancellation()
                        .cancel("the run goes on in branch " + branch.number()));
            }
            return taken == branch;
        } finally {
            lock.unlock();
        }
    }

    /// The branch that the run went on in, or `null`.
    public Branch taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Cancels what is running, because nothing of it is needed any more.
    public void cancel(String why) {
        running().forEach(branch -> branch.cancellation().cancel(why));
    }
}
