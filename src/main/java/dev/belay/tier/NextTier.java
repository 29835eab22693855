package dev.belay.tier;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;

/// What every tier falls back to: the next tier of this request's chain. The order is data, the mechanism is
/// declared.
///
/// No tier starts before the effects of the fallen one are settled.
@ApplicationScoped
public class NextTier implements FallbackHandler<Answer> {
    private final Descent descent;

    NextTier(Descent descent) {
        this.descent = descent;
    }

    @Override
    public Answer handle(ExecutionContext context) {
        TierCall call = (TierCall) context.getParameters()[0];
        Failure failure =
                TierFailed.failureOf(context.getFailure(), call.chain().first());
        call.work().passage().settle();
        return descent.below(call, failure);
    }
}
