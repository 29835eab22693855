package dev.belay.tool.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// How tools that fail are treated: `belay.tools.guard.default` for all, `belay.tools.guard.<tool>` for one.
@ConfigMapping(prefix = "belay.tools.guard")
public interface GuardConfig {
    /// What holds for every tool that does not say otherwise.
    @WithName("default")
    Usual usual();

    /// After how many failures of tools in a row, in one run, a further one asks a person. 0: never.
    @WithDefault("3")
    int escalateAfter();

    /// What holds for one tool, by its name. Whatever is not set there is taken from `default`.
    @WithParentName
    Map<String, Own> tools();

    interface Usual {
        /// Tries in all, the first included, of a call whose failure may pass: a server's error, a timeout, a lost
        /// connection. 1: never again.
        @WithDefault("3")
        int tries();

        /// Wait before the second try.
        @WithDefault("1s")
        Duration backoff();

        /// By what the wait grows from try to try.
        @WithDefault("2")
        double factor();

        /// The longest wait. A destination that asks for more by `Retry-After` is not tried again.
        @WithDefault("10s")
        Duration maxWait();

        /// When the tool is left alone.
        Breaker breaker();

        interface Breaker {
            /// Failures in a row, tries included, after which calls fail at once. 0: never.
            @WithDefault("5")
            int failures();

            /// How long they do, before one call may try.
            @WithDefault("60s")
            Duration delay();
        }
    }

    interface Own {
        /// After which one try is given up, in place of the tool's own timeout.
        Optional<Duration> timeout();

        /// Characters of the output that the model is shown, in place of the tool's own limit.
        OptionalInt outputLimit();

        /// As in `default`.
        OptionalInt tries();

        /// As in `default`.
        Optional<Duration> backoff();

        /// As in `default`.
        OptionalDouble factor();

        /// As in `default`.
        Optional<Duration> maxWait();

        /// As in `default`.
        OwnBreaker breaker();

        /// A `PURE` tool that takes the same arguments and answers in place of this one while it fails. Without it,
        /// none does.
        Optional<String> fallbackTool();

        interface OwnBreaker {
            /// As in `default`.
            OptionalInt failures();

            /// As in `default`.
            Optional<Duration> delay();
        }
    }
}
