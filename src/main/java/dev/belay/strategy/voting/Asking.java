package dev.belay.strategy.voting;

import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.tier.TierFailed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/// Counts the decisions for which voters ask models, in all votes and rounds of one run together: each may take as many
/// as a tier may in one attempt. Whoever takes the run over begins to count anew. Thread-safe.
final class Asking {
    private final ToIntFunction<String> most;
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    /// @param most by id of the tier
    Asking(ToIntFunction<String> most) {
        this.most = most;
    }

    /// @throws TierFailed if the voter has asked as often as it may
    void turn(Voter voter) {
        int limit = most.applyAsInt(voter.tier());
        int turn = turns.computeIfAbsent(voter.name(), _ -> new AtomicInteger()).incrementAndGet();
        if (turn > limit) {
            throw new TierFailed(
                    new BadAnswer("no answer after " + limit + " model turns", BadAnswer.Flaw.TOO_MANY_TURNS));
        }
    }
}
