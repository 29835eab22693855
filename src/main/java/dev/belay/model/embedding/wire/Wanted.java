package dev.belay.model.embedding.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.model.codec.TokenEstimate;
import dev.belay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What is asked for: a request of OpenAI's embeddings.
///
/// @param model the provider's name of it
/// @param dimensions numbers in each vector, or `null` for as many as the model gives
public record Wanted(String model, List<String> texts, Integer dimensions) {
    public Wanted {
        texts = List.copyOf(texts);
    }

    /// The body of the request.
    public byte[] body() {
        ObjectNode body = Json.object().put("model", model);
        ArrayNode input = body.putArray("input");
        texts.forEach(input::add);
        body.put("encoding_format", "float");
        if (dimensions != null) {
            body.put("dimensions", dimensions.intValue());
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Tokens of the texts, rather too many than too few.
    public long tokens() {
        return texts.stream().mapToLong(TokenEstimate::of).sum();
    }
}
