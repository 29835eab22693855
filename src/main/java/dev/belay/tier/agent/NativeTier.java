package dev.belay.tier.agent;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.tier.NextTier;
import dev.belay.tier.Tier;
import dev.belay.tier.TierBroke;
import dev.belay.tier.TierCall;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/// A Quarkus LangChain4j AI service with the provider's native function calling.
@ApplicationScoped
@Identifier(NativeTier.ID)
public class NativeTier implements Tier {
    static final String ID = "native";

    private final AgentAttempts attempts;
    private final Wait wait;
    private final NativeAgent agent = new NativeAgent();

    NativeTier(AgentAttempts attempts, Wait wait) {
        this.attempts = attempts;
        this.wait = wait;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    @Retry(
            maxRetries = 2,
            delay = 50,
            jitter = 50,
            maxDuration = 0,
            retryOn = TierBroke.class,
            abortOn = {ControlFlow.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(failOn = TierBroke.class, requestVolumeThreshold = 10, delay = 10, delayUnit = ChronoUnit.SECONDS)
    @CircuitBreakerName(ID)
    @Fallback(value = NextTier.class, skipOn = ControlFlow.class)
    public Answer attempt(TierCall call) {
        return attempts.run(call, agent, wait::await);
    }

    @Override
    public Answer aside(TierCall call) {
        return attempts.run(call, agent, Ongoing::await);
    }

    /// Only waits, so that the interrupt of a timeout hits nothing. A bean of its own: a timeout on the method
    /// that is retried and falls back would go on on another thread.
    @ApplicationScoped
    static class Wait {
        @Timeout(value = 30, unit = ChronoUnit.SECONDS)
        Answer await(Ongoing ongoing) {
            return ongoing.await();
        }
    }
}
