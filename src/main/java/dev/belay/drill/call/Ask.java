package dev.belay.drill.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.script.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is asked of the model.
///
/// @param offers tools that are offered natively
/// @param limit most tokens of the answer, or 0 if the caller set none
public record Ask(Conversation conversation, List<Offer> offers, int limit) {
    public Ask {
        offers = List.copyOf(offers);
    }

    /// @param body of the request
    public static Ask of(JsonNode body, Conversation conversation) {
        List<Offer> offers = new ArrayList<>();
        body.path("tools").forEach(tool -> {
            JsonNode function = tool.path("function");
            offers.add(new Offer(function.path("name").asText(), function.path("parameters")));
        });
        int limit =
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt());
        return new Ask(conversation, offers, Math.max(0, limit));
    }

    public Optional<Offer> offer(String tool) {
        return offers.stream().filter(offer -> offer.name().equals(tool)).findFirst();
    }
}
