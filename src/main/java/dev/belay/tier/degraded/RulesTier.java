package dev.belay.tier.degraded;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.tier.NextTier;
import dev.belay.tier.Passage;
import dev.belay.tier.Tier;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierCounts;
import dev.belay.tier.TierFailed;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Fallback;

/// Answers what deterministic rules declare with certainty, labelled as degraded. Needs neither model nor
/// network, and therefore no retry, breaker or timeout.
@ApplicationScoped
@Identifier(RulesTier.ID)
public class RulesTier implements Tier {
    static final String ID = "rules";

    private final Rules rules;
    private final TierCounts counts;

    RulesTier(Rules rules, TierCounts counts) {
        this.rules = rules;
        this.counts = counts;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean needsModel() {
        return false;
    }

    @Override
    @Fallback(value = NextTier.class, skipOn = ControlFlow.class)
    public Answer attempt(TierCall call) {
        call.work().limits().cancellation().check();
        Passage.Attempt attempt = call.work().passage().begin(ID, call.chain().index());
        String text = rules.answer(call.work().request()).orElse(null);
        if (text == null) {
            Failure failure = new Failure.NoMatch("the rules answer only " + rules.certainOf());
            counts.count(ID, failure.reason());
            attempt.failed(failure, Usage.NONE, 0);
            throw new TierFailed(failure);
        }
        counts.count(ID, TierCounts.HELD);
        attempt.held(true, Usage.NONE, 0);
        String reason = call.chain().index() == 0 ? "only rules were asked" : "no tier before the rules held";
        var degradation = new Answer.Degradation(ID, reason, null);
        return new Answer(
                new Message.Assistant(text),
                FinishReason.STOP,
                Usage.NONE,
                new Answer.Provenance(ID, null, degradation, List.of()));
    }
}
