package dev.belay.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalLong;

/// How long a model may be silent, and how often it is asked again. Read once, at start.
@ConfigMapping(prefix = "belay.calls")
public interface CallsConfig {

    /// How long and how much one call may be.
    Limits limits();

    /// When the same model is asked again.
    Retry retry();

    /// When a model is left alone.
    Breaker breaker();

    /// Who waits where a model already answers as many calls as its `concurrency` allows.
    Queue queue();

    /// Limits on one call. The deadline of the request is always the outer limit.
    interface Limits {
        /// Time to connect.
        @WithDefault("3s")
        Duration connect();

        /// Time from sending the request to the first token. A model over it is not asked again in that run.
        @WithDefault("10s")
        Duration firstToken();

        /// Time between two events of an answer. Comment lines do not count as events.
        @WithDefault("10s")
        Duration idle();

        /// Time for an answer of a model that cannot stream.
        @WithDefault("120s")
        Duration wholeAnswer();

        /// Fewest tokens per second over `floor-window`; 0 switches the floor off.
        @WithDefault("1")
        double floorTokensPerSecond();

        /// Span over which `floor-tokens-per-second` is measured.
        @WithDefault("10s")
        Duration floorWindow();

        /// Most bytes of one answer on the wire; more is a bad answer.
        @WithDefault("8388608")
        int maxAnswerBytes();

        /// Most bytes of all answers that are being read at once, beyond the first 64 KiB of each. A call that would
        /// need more fails as saturated. Not set: a sixteenth of the heap. Never less than `max-answer-bytes`.
        OptionalLong maxAnswersBytes();
    }

    /// Asking the same model again after it was rate limited, overloaded or unreachable.
    interface Retry {
        /// Tries per model and request, the first included; 1 to 4, 1 is never again.
        @WithDefault("3")
        int attempts();

        /// Wait before the second try.
        @WithDefault("400ms")
        Duration base();

        /// By what the wait grows from try to try.
        @WithDefault("2")
        double factor();

        /// Part of the wait that is random, from 0 to 1.
        @WithDefault("0.5")
        double jitter();

        /// The longest wait, also if the provider asks for more by `Retry-After`; then the next model is asked at once.
        @WithDefault("10s")
        Duration maxWait();

        /// How many retries one model has to take from all runs of a process together.
        Budget budget();

        /// A retry is a call beyond the first of a run to a model, also by another tier, after one that failed. When
        /// the budget is used up, the next model is asked at once.
        interface Budget {
            /// Part of all calls in the window that may be retries, from 0 to 1; 1 switches the budget off.
            @WithDefault("0.2")
            double share();

            /// The span over which it is taken.
            @WithDefault("10s")
            Duration window();

            /// Retries in the window that may be made whatever their share is.
            @WithDefault("10")
            int floor();
        }
    }

    /// The calls that wait for a model, first come, first served.
    interface Queue {
        /// Calls that wait for each model; beyond that the next model is asked at once.
        @WithDefault("1024")
        int length();

        /// How long a call waits before the next model is asked, as a duration. Zero: not at all.
        @WithDefault("10s")
        Duration maxWait();
    }

    /// The circuit breaker of each model. It counts faults of the provider only, never a wrong request or a bad answer.
    /// Processes that share a database share what it found out, see `belay.health`.
    interface Breaker {
        /// Calls over which the ratio is taken.
        @WithDefault("8")
        int requests();

        /// Part of them that must fail for the breaker to open, from 0 to 1.
        @WithDefault("0.5")
        double failureRatio();

        /// How long it stays open before a call may probe the model. A probe that says nothing of the model, because
        /// it was cancelled or ran out of time, does not close it.
        @WithDefault("10s")
        Duration delay();

        /// Probes that must succeed for it to close.
        @WithDefault("1")
        int successes();
    }
}
