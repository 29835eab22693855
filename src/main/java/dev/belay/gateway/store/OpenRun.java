package dev.belay.gateway.store;

import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.gateway.RunBook;
import dev.belay.ledger.EffectLedger;
import dev.belay.run.Explanation;
import dev.belay.run.LiveRun;
import dev.belay.run.review.Review;
import dev.belay.run.shadow.Recorded;
import dev.belay.tier.Passage;
import java.util.List;
import java.util.function.Supplier;

/// A run of the store, as the gateway and the tiers know it.
///
/// @param recovery finds out what other processes left behind, before what is left is given up
record OpenRun(LiveRun run, EffectLedger ledger, People people, Runnable recovery) implements RunBook.Live, Passage {
    /// A run of which no other process left anything, or nobody is to find out what.
    OpenRun(LiveRun run, EffectLedger ledger, People people) {
        this(run, ledger, people, () -> {});
    }

    @Override
    public String runId() {
        return run.id();
    }

    @Override
    public String rootId() {
        return run.rootId();
    }

    @Override
    public Scopes.Scope scope() {
        return run.scope();
    }

    @Override
    public Cancellation cancellation() {
        return run.cancellation();
    }

    @Override
    public Outcome reviewed(Caller caller, Review wanted, Supplier<Outcome> work) {
        return people.more().of(run, caller, () -> people.review().of(run, caller, wanted, work));
    }

    @Override
    public Passage passage() {
        return this;
    }

    @Override
    public List<Explanation.Effect> effects() {
        return ledger.effects(run.rootId()).stream()
                .map(effect -> new Explanation.Effect(
                        effect.key().tool(),
                        effect.effectClass().name(),
                        effect.state().name(),
                        effect.startedAt()))
                .toList();
    }

    @Override
    public Usage usage() {
        return run.usage();
    }

    @Override
    public int attempts() {
        return run.attempts();
    }

    @Override
    public Supplier<Recorded> recorded() {
        return run.recorded();
    }

    @Override
    public boolean leaving() {
        return run.departure().decided();
    }

    @Override
    public boolean stoppedToLeave() {
        return run.departure().stoppedWork();
    }

    @Override
    public void abandon(String reason) {
        run.abandon(reason);
    }

    @Override
    public void end(Outcome outcome) {
        run.end(outcome);
    }

    @Override
    public Part part(String tier, String why) {
        return new OpenBranch(run.part(tier, why), this);
    }

    @Override
    public String bound() {
        return run.bound();
    }

    @Override
    public void chose(Choice choice) {
        run.chose(choice);
    }

    @Override
    public Choice chosen(String by) {
        return run.chosen(by);
    }

    @Override
    public Poll poll() {
        return new OpenPoll(run, people.review(), this);
    }

    @Override
    public Attempt begin(String tier, int index) {
        return new OpenAttempt(run.begin(tier, index));
    }

    @Override
    public void settle() {
        if (!run.departure().decided()) {
            recovery.run();
        }
        run.settle();
    }

    @Override
    public void fell(String tier, Failure failure, String next) {
        run.fell(tier, failure, next);
    }

    record OpenAttempt(LiveRun.Attempt attempt) implements Attempt {
        @Override
        public int number() {
            return attempt.number();
        }

        @Override
        public Scopes.Scope scope() {
            return attempt.scope();
        }

        @Override
        public void held(boolean degraded, Usage usage, int toolCalls) {
            attempt.held(degraded, usage, toolCalls);
        }

        @Override
        public void failed(Failure failure, Usage usage, int toolCalls) {
            attempt.failed(failure, usage, toolCalls);
        }

        @Override
        public void gaveUp(Failure failure, Usage usage, int toolCalls) {
            attempt.gaveUp(failure, usage, toolCalls);
        }
    }
}
