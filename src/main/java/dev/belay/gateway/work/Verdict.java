package dev.belay.gateway.work;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.run.Explanation;
import dev.belay.tier.TierFailed;
import java.util.List;
import org.jboss.logging.Logger;

/// Names the end of a run by what its strategy returned or threw, and by what the ledger knows.
final class Verdict {
    private static final Logger LOG = Logger.getLogger(Verdict.class);

    /// Stands for the effects of a run while the ledger cannot be read.
    static final Explanation.Effect UNREADABLE = new Explanation.Effect("any tool", null, "IN_DOUBT", null);

    private final String runId;
    private final boolean degradedAllowed;

    Verdict(String runId, boolean degradedAllowed) {
        this.runId = runId;
        this.degradedAllowed = degradedAllowed;
    }

    Outcome on(Answer answer) {
        if (!answer.provenance().degraded()) {
            return new Outcome.Succeeded(answer);
        }
        if (degradedAllowed) {
            return new Outcome.Degraded(answer);
        }
        Answer.Degradation label = answer.provenance().degradation();
        return failed(new Failure.Unavailable("only a degraded answer (" + label.level()
                + ") was to be had, which the policy forbids: " + label.reason()));
    }

    Outcome on(Throwable thrown) {
        return switch (thrown) {
            case TierFailed fell -> on(fell.failure(), fell.hint());
            case ControlFlow.NeedsHuman asks -> new Outcome.NeedsHuman(asks.getMessage(), asks.tool());
            case ControlFlow.ClientToolCalls calls -> on(calls.answer());
            case ControlFlow.BudgetStopped stopped -> new Outcome.BudgetStopped(stopped.getMessage());
            case ControlFlow.Cancelled cancelled -> new Outcome.Cancelled(cancelled.getMessage());
            case ControlFlow.Disowned gone -> new Outcome.Cancelled(gone.getMessage());
            case ControlFlow.Rejected rejected -> new Outcome.Rejected(rejected.getMessage());
            default -> broken(thrown);
        };
    }

    static Outcome failed(Failure failure) {
        return new Outcome.Failed(failure, Advice.on(failure));
    }

    private static Outcome failed(Failure failure, String hint) {
        return new Outcome.Failed(failure, Advice.with(hint, Advice.on(failure)));
    }

    /// What the deadline makes of a run that nobody has ended.
    static Outcome late() {
        return failed(new Failure.DeadlinePassed("the run was stopped"));
    }

    /// An outcome is not what it seems while an effect may or may not have happened. A run that already waits for a
    /// person, or for money, rests for that.
    static Outcome with(List<Explanation.Effect> effects, Outcome outcome) {
        List<String> doubtful = effects.stream()
                .filter(effect ->
                        effect.state().equals("IN_DOUBT") || effect.state().equals("STARTED"))
                .map(Verdict::line)
                .toList();
        if (doubtful.isEmpty()) {
            return outcome;
        }
        return switch (outcome) {
            case Outcome.Succeeded(Answer answer) -> new Outcome.InDoubt(doubtful, answer);
            case Outcome.Degraded(Answer answer) -> new Outcome.InDoubt(doubtful, answer);
            case Outcome.Rejected _, Outcome.Cancelled _, Outcome.Failed _ -> new Outcome.InDoubt(doubtful, null);
            case Outcome.NeedsHuman _, Outcome.InDoubt _, Outcome.BudgetStopped _ -> outcome;
        };
    }

    static boolean started(List<Explanation.Effect> effects) {
        return effects.stream()
                .map(Explanation.Effect::state)
                .anyMatch(state -> state.equals("STARTED") || state.equals("DONE") || state.equals("IN_DOUBT"));
    }

    private static String line(Explanation.Effect effect) {
        if (effect == UNREADABLE) {
            return "the effect ledger could not be read";
        }
        String known = effect.state().equals("STARTED") ? "was under way" : "may or may not have happened";
        return effect.tool() + " (" + effect.effectClass() + "), begun " + effect.at() + ": " + known;
    }

    private Outcome on(Failure failure, String hint) {
        return switch (failure) {
            case Failure.ContentRejected(String reason) -> new Outcome.Rejected(reason);
            case Failure.OverBudget over -> new Outcome.BudgetStopped(over.detail());
            default -> failed(failure, hint);
        };
    }

    private Outcome broken(Throwable thrown) {
        LOG.errorf("run %s failed unexpectedly: %s", runId, Bounded.shape(thrown));
        return failed(new Failure.TierBroken("unexpected " + thrown.getClass().getSimpleName() + " in run " + runId));
    }
}
