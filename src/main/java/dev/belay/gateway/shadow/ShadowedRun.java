package dev.belay.gateway.shadow;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.gateway.RunBook;
import dev.belay.gateway.experiment.Shade;
import dev.belay.run.Explanation;
import dev.belay.run.review.Review;
import dev.belay.run.shadow.Recorded;
import dev.belay.tier.Passage;
import java.util.List;
import java.util.function.Supplier;

/// A run that has a shadow once its end is written down.
record ShadowedRun(RunBook.Live run, Shade shade, Caller caller, Shadows shadows) implements RunBook.Live {

    /// What the run did is looked at before it is closed, and worked with afterwards, on another thread.
    @Override
    public void end(Outcome outcome) {
        Supplier<Recorded> recorded = run.recorded();
        run.end(outcome);
        shadows.begin(new Shadow.Original(run.runId(), run.scope(), caller, outcome, recorded), shade);
    }

    @Override
    public String runId() {
        return run.runId();
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
    public Outcome reviewed(Caller of, Review review, Supplier<Outcome> work) {
        return run.reviewed(of, review, work);
    }

    @Override
    public Passage passage() {
        return run.passage();
    }

    @Override
    public List<Explanation.Effect> effects() {
        return run.effects();
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
        return run.leaving();
    }

    @Override
    public boolean stoppedToLeave() {
        return run.stoppedToLeave();
    }

    @Override
    public void abandon(String reason) {
        run.abandon(reason);
    }
}
