package dev.belay.gateway.work;

import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.RunBook;
import dev.belay.run.Explanation;
import dev.belay.run.review.Review;
import dev.belay.tier.TierFailed;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// One run at work. Its end is decided once: by its strategy, or by the deadline if that comes first. The caller hears
/// at the deadline even if something does not stop; what is stored then follows when the work has unwound.
final class RunWork {
    private static final Logger LOG = Logger.getLogger(RunWork.class);

    private final RunBook.Live run;
    private final Terms terms;
    private final SpokenAnswer spoken;
    private final Runnable onEnd;
    private final AtomicReference<Outcome> decided = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Gateway.Report> heard = new CompletableFuture<>();

    /// @param acts whether a tool with an effect is offered; without, the ledger is not asked
    /// @param seen `null` if nothing goes out that somebody would have to see
    record Terms(Deadline deadline, boolean acts, boolean degradedAllowed, Seen seen) {}

    /// Which answers a person sees first, and on whose behalf they are asked.
    record Seen(Caller caller, Review review) {}

    /// @param spoken what the caller hears before the end
    /// @param onEnd called once, when the end is written down
    RunWork(RunBook.Live run, Terms terms, SpokenAnswer spoken, Runnable onEnd) {
        this.run = run;
        this.terms = terms;
        this.spoken = spoken;
        this.onEnd = onEnd;
    }

    String runId() {
        return run.runId();
    }

    Deadline deadline() {
        return terms.deadline();
    }

    /// Completed when the caller is to hear; exceptionally if another process carries the run on.
    CompletableFuture<Gateway.Report> heard() {
        return heard;
    }

    SpokenAnswer spoken() {
        return spoken;
    }

    void cancel(String reason) {
        run.cancellation().cancel(reason);
    }

    /// Does the work on the calling thread and writes its end down.
    ///
    /// @param before done before anything else; what it throws ends the run, or makes it rest
    void run(Runnable before, Supplier<Answer> strategy) {
        Verdict verdict = new Verdict(run.runId(), terms.degradedAllowed());
        try (var _ = run.scope().enter()) {
            Outcome outcome;
            try {
                run.cancellation().check();
                before.run();
                outcome = reviewed(() -> verdict.on(strategy.get()));
            } catch (ControlFlow.Disowned gone) {
                leave(gone);
                return;
            } catch (TierFailed fell) {
                // What falls while a run is being stopped falls from that.
                String stopped = run.cancellation().reason();
                outcome = stopped == null ? verdict.on(fell) : new Outcome.Cancelled(stopped);
            } catch (Throwable thrown) {
                outcome = verdict.on(thrown);
            }
            decide(tellable(outcome));
            close();
        }
    }

    private Outcome reviewed(Supplier<Outcome> work) {
        Seen seen = terms.seen();
        return seen == null ? work.get() : run.reviewed(seen.caller(), seen.review(), work);
    }

    private boolean decide(Outcome outcome) {
        boolean first = decided.compareAndSet(null, outcome);
        spoken.end();
        return first;
    }

    /// An answer that does not go on where the caller was left is none.
    private Outcome tellable(Outcome outcome) {
        boolean untellable = outcome.answered()
                .filter(answer -> spoken.heardOf(answer.message().text()) < 0)
                .isPresent();
        return untellable
                ? Verdict.failed(new Failure.BadAnswer(
                        "the answer broke off after the caller had heard its beginning, and could not be gone on with",
                        Failure.BadAnswer.Flaw.CUT))
                : outcome;
    }

    /// The deadline has come: stops the work and lets the caller hear.
    ///
    /// @return false if the end had been decided already
    boolean overdue() {
        if (run.leaving()) {
            return false;
        }
        Outcome late = Verdict.late();
        boolean first = decide(late);
        run.cancellation().cancel("the deadline has passed");
        if (first) {
            List<Explanation.Effect> effects = effects();
            heard.complete(report(Verdict.with(effects, late), effects));
        }
        return first;
    }

    /// Writes the end down, waiting for effects that are under way. Does nothing the second time.
    void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        List<Explanation.Effect> effects = settled();
        if (run.stoppedToLeave() && decided.get() instanceof Outcome.Cancelled) {
            goesOnElsewhere(new ControlFlow.Disowned("left to another process"));
            return;
        }
        Outcome outcome = Verdict.with(effects, decided.get());
        try {
            run.end(outcome);
        } catch (ControlFlow.Disowned e) {
            goesOnElsewhere(e);
        } catch (RuntimeException e) {
            LOG.errorf("the end of run %s could not be written: %s", run.runId(), Bounded.shape(e));
            outcome = Verdict.failed(new Failure.Unavailable("the end of the run could not be written down"));
        } finally {
            heard.complete(report(outcome, effects));
            onEnd.run();
        }
    }

    /// What is still under way settles by itself, as far as this process may still write it; whoever carries the run on
    /// finds out about the rest.
    private void leave(ControlFlow.Disowned gone) {
        if (closing.compareAndSet(false, true)) {
            goesOnElsewhere(gone);
        }
    }

    private void goesOnElsewhere(ControlFlow.Disowned why) {
        LOG.infof("run %s does not go on here: %s", run.runId(), why.getMessage());
        if (why.refused()) {
            run.scope().announce(new BelayEvent.WriteRefused(run.runId()));
        }
        run.abandon(why.getMessage());
        spoken.end();
        heard.completeExceptionally(why);
        onEnd.run();
    }

    /// Lets the caller hear what was decided, if it has not heard yet because the end is slow to be written.
    void hearDecided() {
        if (run.leaving()) {
            return;
        }
        List<Explanation.Effect> effects = effects();
        heard.complete(report(Verdict.with(effects, decided.get()), effects));
    }

    private List<Explanation.Effect> settled() {
        try {
            if (terms.acts()) {
                run.passage().settle();
            }
        } catch (RuntimeException e) {
            LOG.errorf("the effects of run %s could not be settled: %s", run.runId(), Bounded.shape(e));
        }
        return effects();
    }

    private List<Explanation.Effect> effects() {
        try {
            return terms.acts() ? run.effects() : List.of();
        } catch (RuntimeException e) {
            LOG.errorf("the effects of run %s could not be read: %s", run.runId(), Bounded.shape(e));
            return List.of(Verdict.UNREADABLE);
        }
    }

    private Gateway.Report report(Outcome outcome, List<Explanation.Effect> effects) {
        return new Gateway.Report(run.runId(), outcome, run.usage(), run.attempts(), Verdict.started(effects));
    }
}
