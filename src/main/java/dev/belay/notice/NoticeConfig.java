package dev.belay.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who is told of approvals that wait, of runs that rest and of effects in doubt. Nobody is unless a webhook or an
/// address is set.
@ConfigMapping(prefix = "belay.notice")
public interface NoticeConfig {

    /// What is told of: `approval.asked`, `approval.escalated`, `approval.decided`, `approval.expired`, `run.rests`,
    /// `doubt.raised`, `alert.raised`, `alert.cleared`.
    @WithDefault(
            "approval.asked,approval.escalated,approval.decided,approval.expired,run.rests,doubt.raised,alert.raised,"
                    + "alert.cleared")
    List<String> types();

    /// Where people reach this installation, as `https://belay.example.com`; links begin with it. Not set: no links.
    Optional<String> baseUrl();

    /// Whether arguments of calls, and the texts of questions and answers, are told too. They can hold anything, and
    /// a mailbox is not as guarded as a database.
    @WithDefault("false")
    boolean includeArguments();

    Webhook webhook();

    Email email();

    /// How long after a failure it is tried again, as a duration; twice as long after each further one.
    @WithDefault("5s")
    Duration firstRetry();

    /// The longest time between two tries, as a duration.
    @WithDefault("1h")
    Duration longestRetry();

    /// How long it is tried, as a duration; then it is given up, and logged.
    @WithDefault("3d")
    Duration giveUpAfter();

    interface Webhook {
        /// Address to which notices are posted, signed after the Standard Webhooks specification. Not set: none.
        Optional<String> url();

        /// Secrets with which notices are signed: `whsec_` and the base64 of 24 to 64 random bytes. With several,
        /// each signs, so that a receiver can change over from one to the next. Needed with `url`.
        Optional<List<String>> secrets();

        /// Whether `url` may lie at a private, loopback or link-local address.
        @WithDefault("false")
        boolean allowPrivate();

        /// Whether `url` may begin with `http://`.
        @WithDefault("false")
        boolean allowPlain();

        /// How long the receiver may take to connect, and for each part of its answer, as a duration.
        @WithDefault("10s")
        Duration timeout();
    }

    interface Email {
        /// Addresses that are written to, through the server of `quarkus.mailer.*`. Not set: none.
        Optional<List<String>> to();

        /// Address that is written from. Not set: `quarkus.mailer.from`.
        Optional<String> from();

        /// How long a letter may take, connecting included, as a duration. It is then tried again, with the same
        /// `Message-ID`.
        @WithDefault("20s")
        Duration timeout();
    }
}
