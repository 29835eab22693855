package dev.belay.model.embedding.wire;

import dev.belay.exchange.Usage;
import dev.belay.model.embedding.Vector;
import java.util.List;

/// What was asked for, checked.
///
/// @param vectors one for each text, in their order, all of one length
/// @param responseModel the name the provider gave itself, or the configured one
public record Embedded(List<Vector> vectors, Usage usage, String responseModel) {
    public Embedded {
        vectors = List.copyOf(vectors);
    }

    /// Numbers in each vector.
    public int dimensions() {
        return vectors.getFirst().dimensions();
    }
}
