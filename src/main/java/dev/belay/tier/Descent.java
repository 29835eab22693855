package dev.belay.tier;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BreakerOpen;
import dev.belay.exchange.Failure.DeadlinePassed;
import dev.belay.exchange.Failure.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;

/// The way down a chain: finds tiers by their ids and passes over those that cannot be tried. Keeps nothing of a
/// request; called from many threads at once.
@ApplicationScoped
public class Descent {
    private final Tiers tiers;
    private final TierHealth health;

    Descent(Tiers tiers, TierHealth health) {
        this.tiers = tiers;
        this.health = health;
    }

    /// Calls the first tier of the chain that can be tried.
    ///
    /// @throws TierFailed if that tier and all that follow it fell
    public Answer from(TierCall call) {
        Failure obstacle = obstacle(call);
        return obstacle == null
                ? attempt(call)
                : below(call, obstacle, call.above().passedOver(obstacle));
    }

    /// Goes on below the first tier of the chain, which was tried and fell. Each tier that is passed over falls
    /// too, with its reason.
    ///
    /// @throws TierFailed if no further tier held, with the most telling of their reasons
    public Answer below(TierCall fallen, Failure failure) {
        return below(fallen, failure, fallen.above().fell(failure));
    }

    private Answer below(TierCall fallen, Failure failure, TierCall.Fall soFar) {
        TierCall call = fallen;
        Failure reason = failure;
        TierCall.Fall fall = soFar;
        while (!call.chain().last()) {
            TierCall next = call.next(fall);
            passage(call).fell(call.chain().first(), reason, next.chain().first());
            Failure obstacle = obstacle(next);
            if (obstacle == null) {
                return attempt(next);
            }
            call = next;
            reason = obstacle;
            fall = fall.passedOver(obstacle);
        }
        passage(call).fell(call.chain().first(), reason, null);
        throw new TierFailed(fall);
    }

    /// Why the first tier of the chain cannot be tried, or `null`.
    private Failure obstacle(TierCall call) {
        String id = call.chain().first();
        String missing = tiers.missing(id);
        if (missing != null) {
            return new Unavailable(missing);
        }
        call.work().limits().cancellation().check();
        boolean late =
                tier(call).needsModel() && call.work().limits().beforeReserve().passed();
        if (late) {
            return new DeadlinePassed("no time is left for " + id);
        }
        boolean refused = passage(call).aside() ? !tiers.live(id) : health.refuses(id, way(call));
        return refused ? new BreakerOpen(id + " broke too often and is left alone") : null;
    }

    private Answer attempt(TierCall call) {
        if (passage(call).aside()) {
            return aside(call);
        }
        try {
            return tier(call).attempt(call);
        } finally {
            health.over(call.chain().first(), way(call));
        }
    }

    private Answer aside(TierCall call) {
        try {
            return tier(call).aside(call);
        } catch (TierFailed fell) {
            return below(call, fell.failure());
        }
    }

    private static String way(TierCall call) {
        return call.work().id().way();
    }

    private Tier tier(TierCall call) {
        return tiers.get(call.chain().first());
    }

    private static Passage passage(TierCall call) {
        return call.work().passage();
    }
}
