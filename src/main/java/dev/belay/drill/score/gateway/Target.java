package dev.belay.drill.score.gateway;

import dev.belay.drill.score.caller.Caller;
import dev.belay.drill.score.caller.Client;
import dev.belay.drill.score.caller.Question;
import dev.belay.drill.score.play.Exercise;
import dev.belay.platform.Workers;
import java.net.URI;
import java.util.Optional;

/// A gateway, and how it is asked for each exercise.
public interface Target {
    /// Up to and with `/v1`.
    URI base();

    /// Sent as the bearer token, or `null` for none.
    String key();

    /// Whether it is a Belay server, of which more is known than of others.
    boolean own();

    /// In how many ways it goes at once by its strategy.
    default int ways() {
        return 1;
    }

    /// Why this exercise cannot be played here, if so.
    Optional<String> unfit(Exercise exercise);

    /// Whose trial it is at the provider. Trials with the same scope are played one after the other.
    String scope(Exercise exercise, boolean stream, int round);

    Question question(Exercise exercise, boolean stream, int round);

    /// What it is asked with.
    default Client client(Workers workers) {
        return new Caller(base(), key(), workers);
    }
}
