package dev.belay.model.embedding.door;

import dev.belay.journal.Journals;
import dev.belay.model.embedding.wire.EmbeddingClient;
import dev.belay.model.guard.Backoff;
import dev.belay.model.guard.Gates;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;

/// What every call needs.
///
/// @param attempts calls of one comparison at most
record Kit(
        EmbeddingClient client,
        Gates gates,
        Payment payment,
        Journals journals,
        Backoff backoff,
        int attempts,
        Rhythm rhythm) {

    /// How time passes.
    record Rhythm(Time time, Pause pause) {}
}
