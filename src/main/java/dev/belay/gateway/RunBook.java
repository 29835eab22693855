package dev.belay.gateway;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.run.Explanation;
import dev.belay.run.follow.Audience;
import dev.belay.run.review.Review;
import dev.belay.run.shadow.Recorded;
import dev.belay.tier.Passage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where the gateway opens runs and writes down what becomes of them: the border to the store of runs.
public interface RunBook {

    /// Opens a run, or finds the one that this request is a repetition of.
    ///
    /// One is found by the caller's idempotency key; or, if the client says that it is sending this again, as the
    /// caller's newest run of the same body that is live, has answered, or has begun an effect.
    /// One that stops because nobody waited for it any more is not found.
    Opened open(NewRun wanted);

    /// @param request with everything that the policy filled in; its durability is set
    /// @param inbound the caller's tracing headers, lower case
    /// @param opener opens the run's node in the trace, once the run exists
    record NewRun(
            Request request,
            Caller caller,
            Plan plan,
            Once once,
            Map<String, String> inbound,
            Function<BelayEvent.RunStarted, Scopes.Scope> opener) {}

    /// @param policy name of the policy, or id of the model that is used plainly
    /// @param kept whether the run goes on when nobody waits for it
    record Plan(String strategy, String policy, boolean kept) {}

    /// By what a repetition is recognised, beside the key in the request's terms.
    ///
    /// @param bodyHash hash of what the caller sent
    /// @param clientRetry whether the client says that it sends this again
    record Once(String bodyHash, boolean clientRetry) {}

    sealed interface Opened {
        /// The gateway works on it now, and ends it.
        ///
        /// @param seat of the caller among those who wait for it
        record Fresh(Live run, Audience.Seat seat) implements Opened {}

        /// It was opened earlier, here or in another process.
        ///
        /// @param seat as above; `null` in another process
        record Attached(String runId, Audience.Seat seat) implements Opened {}

        /// The caller's key belongs to a run of another body.
        record KeyReused(String runId) implements Opened {}
    }

    /// A run that this process works on. Writes down and announces what happens to it. Thread-safe.
    interface Live {
        String runId();

        String rootId();

        /// The run's node in the trace.
        Scopes.Scope scope();

        Cancellation cancellation();

        /// Does the work, unless an answer of the run is there already, and has a person see the answer first if the
        /// policy wants that.
        ///
        /// @param work what the strategy comes to
        /// @return what the caller may have; `NeedsHuman` while nobody has decided
        Outcome reviewed(Caller caller, Review review, Supplier<Outcome> work);

        /// Counts, journals and announces what happens while the run goes down its chain.
        Passage passage();

        /// The run's effects, oldest first, with the ledger's states.
        List<Explanation.Effect> effects();

        /// Everything the run has used so far, failed attempts included.
        Usage usage();

        int attempts();

        /// The calls that the run has made up to now and what came of them; read when it is asked for.
        default Supplier<Recorded> recorded() {
            return () -> Recorded.NOTHING;
        }

        /// Whether the run is another process' from here on, if it has not come to an end by itself.
        boolean leaving();

        /// Whether its work was stopped for that, and not cancelled before.
        default boolean stoppedToLeave() {
            return leaving();
        }

        /// Leaves the run to another process. Called last, instead of [#end].
        void abandon(String reason);

        /// Writes down and announces the end, or the rest. Called once, last.
        ///
        /// @throws dev.belay.exchange.ControlFlow.Disowned if another process works on the run now
        void end(Outcome outcome);
    }
}
