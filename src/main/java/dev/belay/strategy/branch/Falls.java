package dev.belay.strategy.branch;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.tier.Chain;
import dev.belay.tier.TierCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tiers of a run that fell in branches, in the order in which they did, and the way on below them.
public final class Falls {
    private final TierCall call;
    private final Track track;
    private final Map<String, Failure> fallen = new LinkedHashMap<>();

    /// @param call of the whole run
    public Falls(TierCall call, Track track) {
        this.call = call;
        this.track = track;
    }

    public void fell(String tier, Failure failure) {
        fallen.put(tier, failure);
    }

    /// Lets those be tried again that fell for want of a model, because that may have passed when the run has gone on
    /// a step. What was wrong with an answer would be wrong again, and the rest is not for time to heal.
    public void forgetThoseThatMayPass() {
        fallen.values().removeIf(Falls::mayHavePassed);
    }

    private static boolean mayHavePassed(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited _,
                    Failure.Overloaded _,
                    Failure.ConnectionLost _,
                    Failure.Silent _,
                    Failure.Saturated _,
                    Failure.BreakerOpen _,
                    Failure.TimedOut _ -> true;
            case Failure.ContextTooLong _,
                    Failure.ContentRejected _,
                    Failure.Unauthorized _,
                    Failure.InvalidRequest _,
                    Failure.BadAnswer _,
                    Failure.DeadlinePassed _,
                    Failure.TierBroken _,
                    Failure.NoMatch _,
                    Failure.Unavailable _,
                    Failure.EffectUnsettled _,
                    Failure.OverBudget _ -> false;
        };
    }

    public boolean has(String tier) {
        return fallen.containsKey(tier);
    }

    /// All that were tried fell: has the others of the chain tried one after the other.
    ///
    /// @throws dev.belay.tier.TierFailed if none of them held
    public Answer goOn() {
        List<String> rest = new ArrayList<>(call.chain().tiers());
        rest.removeAll(fallen.keySet());
        String last = List.copyOf(fallen.keySet()).getLast();
        TierCall.Fall above = call.above();
        for (Map.Entry<String, Failure> one : fallen.entrySet()) {
            if (!one.getKey().equals(last)) {
                call.work().passage().fell(one.getKey(), one.getValue(), rest.isEmpty() ? null : rest.getFirst());
                above = above.fell(one.getValue());
            }
        }
        return below(last, rest, fallen.get(last), above);
    }

    /// The tier on which the run depended fell: has those that have not fallen tried one after the other.
    ///
    /// @throws dev.belay.tier.TierFailed if none of them held
    public Answer goOnAfter(String tier, Failure failure) {
        List<String> left = new ArrayList<>(call.chain().tiers());
        left.removeAll(fallen.keySet());
        left.remove(tier);
        return below(tier, left, failure, call.above());
    }

    private Answer below(String tier, List<String> left, Failure failure, TierCall.Fall above) {
        left.addFirst(tier);
        int place = call.chain().index() + call.chain().tiers().size() - left.size();
        return track.below(new TierCall(call.work(), new Chain(left, place), above), failure);
    }
}
