package dev.belay.exchange.message;

import java.util.List;
import java.util.Map;

/// How the model is to write. Absent values are `null` and are not sent.
///
/// @param maxTokens the caller's own limit on the answer; an answer cut at this limit is whole, at any other it is not
/// @param stop sequences at which the model stops; may be empty
/// @param extra further fields of OpenAI's request that are passed to the provider as they came: name to JSON text
public record Sampling(
        Double temperature, Double topP, Integer maxTokens, List<String> stop, Long seed, Map<String, String> extra) {
    public static final Sampling DEFAULT = new Sampling(null, null, null, List.of(), null, Map.of());

    public Sampling {
        stop = List.copyOf(stop);
        extra = Map.copyOf(extra);
    }
}
