package dev.belay.tier.code;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.sandbox.Sandboxes;
import dev.belay.tier.NextTier;
import dev.belay.tier.Tier;
import dev.belay.tier.TierBroke;
import dev.belay.tier.TierCall;
import dev.belay.tier.Tiers;
import dev.belay.tier.agent.AgentAttempts;
import dev.belay.tier.agent.Ongoing;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/// Lets the model act by programs, which say several steps, and what to do between them, at once. Needs no framework
/// and no provider's tool-call format. Off unless it is switched on, because it runs what models write.
@ApplicationScoped
@Identifier(CodeTier.ID)
public class CodeTier implements Tier {
    static final String ID = "code";

    private final AgentAttempts attempts;
    private final Wait wait;
    private final CodeAgent agent;

    CodeTier(AgentAttempts attempts, Wait wait, Sandboxes sandboxes) {
        this.attempts = attempts;
        this.wait = wait;
        this.agent = new CodeAgent(sandboxes);
    }

    /// The first program of a process would wait for the interpreter to be loaded.
    void begin(@Observes StartupEvent start, Tiers tiers, Sandboxes sandboxes) {
        if (tiers.missing(ID) == null) {
            sandboxes.warm();
        }
    }

    @Override
    public String id() {
        return ID;
    }

    /// Not tried again by default: another try of a loop of our own breaks in the same way. The annotation is
    /// there so that configuration can say otherwise.
    @Override
    @Retry(
            maxRetries = 0,
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
        @Timeout(value = 90, unit = ChronoUnit.SECONDS)
        Answer await(Ongoing ongoing) {
            return ongoing.await();
        }
    }
}
