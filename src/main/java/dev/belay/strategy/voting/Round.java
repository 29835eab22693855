package dev.belay.strategy.voting;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.Request;
import dev.belay.strategy.branch.Branch;
import dev.belay.strategy.branch.Branches;
import dev.belay.strategy.branch.Falls;
import dev.belay.strategy.branch.Result;
import dev.belay.strategy.branch.Track;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// All voters at work once, each in a branch, from the same transcript to their answer or to the first call that would
/// act: there a branch ends, and its call is put to the vote. Used once, by one thread.
final class Round {
    private static final Logger LOG = Logger.getLogger(Round.class);
    /// How long those that were cut are waited for, so that what they used is written down.
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final TierCall call;
    private final Track track;
    private final Rules rules;
    private final Falls falls;
    private final Asking asking;
    private final boolean mayAct;
    private final Branches branches;
    private final Map<Branch, Voter> voters = new HashMap<>();
    private final Map<Branch, Passage.Act> acts = new ConcurrentHashMap<>();
    private final Map<Branch, Failure> failures = new LinkedHashMap<>();
    private final List<Heard> heard = new ArrayList<>();
    private final long began;
    private ControlFlow stop;

    /// @param mayAct whether the run may decide to act once more
    Round(TierCall call, Track track, Rules rules, Falls falls, Asking asking, boolean mayAct) {
        this.call = call;
        this.track = track;
        this.rules = rules;
        this.falls = falls;
        this.asking = asking;
        this.mayAct = mayAct;
        this.branches = new Branches(call, track, this::asks);
        this.began = track.nanos();
    }

    /// Hears everybody, as far as there is time.
    ///
    /// @param words the request as each voter gets it
    /// @return in the order of the voters
    /// @throws ControlFlow if that stops the run
    List<Heard> hear(List<Voter> all, Function<Voter, Request> words, String why) {
        Duration closing = closing();
        Deque<Voter> waiting = new ArrayDeque<>(all);
        try {
            fill(waiting, words, why);
            while (!branches.running().isEmpty()) {
                Branches.Ended ended = branches.next(anybody() ? left(closing) : null);
                if (ended == null) {
                    close();
                    break;
                }
                ended(ended.branch(), ended.result());
                fill(waiting, words, "in place of one that does not vote");
            }
        } catch (RuntimeException e) {
            branches.cancel("the run stopped");
            throw e;
        } finally {
            farewell();
        }
        failures.forEach(this::fell);
        return heard.stream()
                .sorted(Comparator.comparingInt(one -> one.voter().place()))
                .toList();
    }

    /// Why some voter stopped, which stops the run if the others do not agree; or `null`.
    ControlFlow stop() {
        return stop;
    }

    private void fill(Deque<Voter> waiting, Function<Voter, Request> words, String why) {
        while (!waiting.isEmpty() && room(waiting.peek())) {
            Voter voter = waiting.poll();
            Runnable turn = () -> asking.turn(voter);
            Branch branch = branches.start(voter.tier(), words.apply(voter), turn, voter.name() + " votes, " + why);
            voters.put(branch, voter);
        }
    }

    /// Of tiers, no more vote than may be at work at once; of a panel, everybody does, a few at a time.
    private boolean room(Voter next) {
        int running = branches.running().size();
        long cast = next.persona() == null ? heard.stream().filter(Heard::cast).count() : 0;
        return running + cast < rules.workers();
    }

    private boolean anybody() {
        return heard.stream().anyMatch(Heard::cast);
    }

    /// How long from the beginning until the vote is taken.
    private Duration closing() {
        Duration whole = call.work().limits().beforeReserve().remaining();
        Duration quarter = whole.dividedBy(4);
        return whole.minus(rules.closing().compareTo(quarter) < 0 ? rules.closing() : quarter);
    }

    private Duration left(Duration closing) {
        Duration left = closing.minusNanos(track.nanos() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void close() {
        branches.running().forEach(late -> silent(late, "it was too late"));
        branches.cancel("the vote is taken among those that have answered");
    }

    private void ended(Branch branch, Result result) {
        switch (result) {
            case Result.Answered(var answer) -> heard(branch, new Heard.Answered(answer));
            case Result.Fell(Failure failure) -> {
                String why = failure.reason() + ": " + failure.detail();
                // Of several personas in one tier the others may still hold there.
                boolean alone = voters.get(branch).persona() == null;
                branch.came(alone ? BranchStage.FELL : BranchStage.STOPPED, why);
                failures.put(branch, failure);
                silent(branch, why);
            }
            case Result.Stopped(ControlFlow flow) -> stopped(branch, flow);
            case Result.Broke(RuntimeException thrown) -> throw thrown;
        }
    }

    /// A tier fell if nobody answered by it.
    private void fell(Branch branch, Failure failure) {
        boolean held =
                heard.stream().anyMatch(one -> one.cast() && one.branch().tier().equals(branch.tier()));
        if (!held) {
            falls.fell(branch.tier(), failure);
        }
    }

    private void stopped(Branch branch, ControlFlow flow) {
        Passage.Act act = acts.get(branch);
        switch (flow) {
            case ControlFlow.ClientToolCalls calls -> heard(branch, new Heard.Called(calls));
            case ControlFlow.Cancelled _ when act != null && !cancelled() -> wantsToAct(branch, act);
            case ControlFlow.NeedsHuman _, ControlFlow.BudgetStopped _ -> {
                branch.came(BranchStage.STOPPED, flow.getMessage());
                stop = flow;
                silent(branch, flow.getMessage());
            }
            case ControlFlow.Cancelled _, ControlFlow.Disowned _, ControlFlow.Rejected _ -> throw flow;
        }
    }

    private void wantsToAct(Branch branch, Passage.Act act) {
        if (mayAct) {
            heard(branch, Heard.Asks.of(act));
        } else {
            String why = "it was decided " + rules.acts() + " times to act";
            ended(branch, new Result.Fell(new BadAnswer(why, BadAnswer.Flaw.TOO_MANY_TURNS)));
        }
    }

    private boolean cancelled() {
        return call.work().limits().cancellation().cancelled();
    }

    private void heard(Branch branch, Heard.Said said) {
        heard.add(new Heard(voters.get(branch), branch, track.nanos(), said));
    }

    private void silent(Branch branch, String why) {
        heard(branch, new Heard.Silent(why));
    }

    /// Nothing acts in a branch. The first call that would ends it.
    private void asks(Branch branch, Passage.Act act, Cancellation attempt) {
        attempt.check();
        acts.putIfAbsent(branch, act);
        throw new ControlFlow.Cancelled("it is voted on whether " + act.tool() + " is called");
    }

    private void farewell() {
        long since = track.nanos();
        while (!branches.running().isEmpty()) {
            Duration left = FAREWELL.minusNanos(track.nanos() - since);
            Branches.Ended ended = left.isPositive() ? branches.next(left) : null;
            if (ended == null) {
                return;
            }
            lost(ended.branch(), "it was too late");
        }
    }

    /// What became of a branch that nothing depends on stops no run.
    static void lost(Branch branch, String why) {
        try {
            branch.came(BranchStage.CANCELLED, why);
        } catch (ControlFlow.Disowned e) {
            LOG.debugf("what became of branch %d could not be written down: %s", branch.number(), e.getMessage());
        }
    }
}
