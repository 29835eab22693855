package dev.belay.gateway.shadow;

import dev.belay.budget.Account;
import dev.belay.budget.Budgets;
import dev.belay.budget.Purse;
import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.gateway.admission.Admitted;
import dev.belay.gateway.experiment.Shade;
import dev.belay.platform.Time;
import dev.belay.run.shadow.Recorded;
import dev.belay.run.shadow.ShadowJournals.ShadowJournal;
import dev.belay.statistics.experiment.ShadowEnd;
import dev.belay.tier.Chain;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// One shadow at work. Used once, on a thread of its own.
final class Shadow {
    private static final Logger LOG = Logger.getLogger(Shadow.class);
    /// Reasons of falls that say nothing of the candidate.
    private static final Set<String> SHORT = Set.of("over_budget", "saturated", "breaker_open");

    private final Original original;
    private final Shade shade;
    private final Means means;
    private final Cancellation cancellation;

    /// The run that it stands beside.
    ///
    /// @param scope its node in the trace
    /// @param recorded the calls it made
    record Original(String runId, Scopes.Scope scope, Caller caller, Outcome outcome, Supplier<Recorded> recorded) {
        boolean held() {
            return outcome.state() == RunState.SUCCEEDED;
        }
    }

    /// What shadows work with.
    ///
    /// @param tiers goes down the chain of a call
    /// @param journals opens one
    record Means(
            Function<TierCall, Answer> tiers,
            Supplier<ShadowJournal> journals,
            Budgets budgets,
            Time time,
            Comparing comparing) {}

    /// @param usage everything it used
    record Came(ShadowEnd end, Usage usage, Duration took) {}

    /// @param cancellation gives it up
    Shadow(Original original, Shade shade, Means means, Cancellation cancellation) {
        this.original = original;
        this.shade = shade;
        this.means = means;
        this.cancellation = cancellation;
    }

    /// Works on the request and says how that compares. Nothing is thrown.
    Came work() {
        long began = means.time().nanos();
        try (ShadowJournal journal = means.journals().get()) {
            Scopes.Scope scope = open(original, shade, journal.id());
            String account = Account.SHADOW + shade.experiment();
            Purse purse =
                    means.budgets().shadow(journal.id(), account, shade.bounds().daily());
            var replay = new Replay(original.recorded().get(), means.comparing());
            var passage =
                    new ShadowPassage(journal, scope, replay, shade.bounds().reads());
            ShadowEnd end = ShadowEnd.DROPPED;
            try (var _ = scope.enter()) {
                end = came(call(journal.id(), scope, passage), passage, replay);
            } finally {
                means.budgets().close(journal.id(), purse);
                scope.close(new BelayEvent.ShadowEnded(journal.id(), end.word(), passage.used()));
            }
            return new Came(end, passage.used(), means.time().since(began));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "a shadow of %s broke: %s", shade.experiment(), e.getClass().getName());
            return new Came(ShadowEnd.DROPPED, Usage.NONE, Duration.ZERO);
        }
    }

    /// One that is not tried is seen in the trace, too, under its run's id, having none.
    static void dropped(Original original, Shade shade) {
        String id = original.runId();
        open(original, shade, id).close(new BelayEvent.ShadowEnded(id, ShadowEnd.DROPPED.word(), Usage.NONE));
    }

    private static Scopes.Scope open(Original original, Shade shade, String id) {
        String policy = shade.admitted().policy().name();
        return original.scope().open(new BelayEvent.ShadowStarted(id, shade.experiment(), policy, shade.variant()));
    }

    private TierCall call(String id, Scopes.Scope scope, ShadowPassage passage) {
        Admitted admitted = shade.admitted();
        Deadline deadline =
                Deadline.after(shade.bounds().deadline(), means.time().ticker());
        var work = new TierCall.Work(
                new TierCall.Identity(id, id, original.caller()),
                admitted.request(),
                admitted.policy().route(),
                new TierCall.Limits(deadline, Duration.ZERO, cancellation),
                scope,
                passage);
        return new TierCall(work, Chain.of(admitted.tiers()));
    }

    private ShadowEnd came(TierCall call, ShadowPassage passage, Replay replay) {
        try {
            return answered(means.tiers().apply(call).message(), replay);
        } catch (TierFailed fell) {
            return SHORT.contains(fell.failure().reason()) ? ShadowEnd.DROPPED : failed();
        } catch (ControlFlow flow) {
            return stopped(flow, passage, replay);
        }
    }

    private ShadowEnd stopped(ControlFlow flow, ShadowPassage passage, Replay replay) {
        return switch (flow) {
            case ControlFlow.ClientToolCalls calls -> answered(calls.message(), replay);
            case ControlFlow.Cancelled _ when passage.stopped() && original.held() -> ShadowEnd.CALL_DIFFERS;
            case ControlFlow.Cancelled _, ControlFlow.BudgetStopped _, ControlFlow.Disowned _ -> ShadowEnd.DROPPED;
            case ControlFlow.NeedsHuman _, ControlFlow.Rejected _ -> failed();
        };
    }

    private ShadowEnd failed() {
        return original.held() ? ShadowEnd.FAILED : ShadowEnd.BOTH_FAILED;
    }

    private ShadowEnd answered(Message.Assistant said, Replay replay) {
        if (!original.held()) {
            return ShadowEnd.ALONE;
        }
        if (replay.left()) {
            return ShadowEnd.CALL_MISSING;
        }
        Message.Assistant heard = original.outcome().answered().orElseThrow().message();
        return means.comparing().same(heard, said) ? ShadowEnd.AGREED : ShadowEnd.ANSWER_DIFFERS;
    }
}
