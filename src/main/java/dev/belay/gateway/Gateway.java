package dev.belay.gateway;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Admits requests and works on them. Thread-safe.
public interface Gateway {

    /// Admits a request and starts its run, or attaches to the run that the same caller started with the same key.
    ///
    /// @throws Refusal if the request is not admitted; nothing was started then
    Ticket submit(Submission submission);

    /// @param propagation the caller's tracing headers, lower case
    /// @param bodyHash hash of what was sent, by which a client's own retry is recognised
    /// @param clientRetry true if the client says that it is sending this again
    /// @param listener hears the run's events from the first one on, on the run's threads; or `null`
    /// @param streaming how the answer is streamed; `null` if the caller wants to hear it whole
    record Submission(
            Request request,
            Caller caller,
            Map<String, String> propagation,
            String bodyHash,
            boolean clientRetry,
            Consumer<BelayEvent> listener,
            Streaming.Wish streaming) {}

    /// A run that was admitted.
    interface Ticket {
        String runId();

        /// True if the run had been started by an earlier request.
        boolean attached();

        /// True if to look at the run now means to ask the database: it was started by an earlier request, or another
        /// process carries it on.
        default boolean far() {
            return attached();
        }

        /// Waits until the run has ended or rests, at most until its deadline; the deadline itself ends a run, so
        /// this always returns an outcome.
        ///
        /// @throws Refusal with `CONFLICT` if an earlier request started the run and it is still at work
        Report await();

        /// Waits at most for `limit`.
        ///
        /// @return empty if the run is still at work then
        Optional<Report> await(Duration limit);

        /// What the caller hears next, waiting for it at most for `limit`. One thread listens.
        ///
        /// @return empty if there was silence; after [Said.Ended] there is nothing more
        /// @throws Refusal with `CONFLICT` if the run is another request's or another process' and still at
        ///     work when this request's deadline has passed
        default Optional<Said> hear(Duration limit) {
            return await(limit).map(report -> new Said.Ended(report, 0, false));
        }

        /// The caller has hung up, of which it may be told several times. Stops the run if nobody else waits
        /// for it in this process, unless it goes on because whoever asks again will find it: it may act, has
        /// a key, a session or a reviewer, or its caller wants its journal. One that keeps a journal only so
        /// that it can come to rest, as those that vote do, ends with its callers.
        void hungUp(String reason);

        /// Stops the run; the models' connections are closed. What runs here stops at once. That it is to stop is
        /// written down afterwards, if that can be, for whoever takes the run over.
        void cancel(String reason);
    }

    /// @param usage everything the run used
    /// @param effectsStarted whether an effect was begun, after which a client must not retry by itself
    record Report(String runId, Outcome outcome, Usage usage, int attempts, boolean effectsStarted) {}
}
