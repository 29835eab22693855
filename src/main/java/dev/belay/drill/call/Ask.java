package dev.belay.drill.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.script.Conversation;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is asked of the model.
///
/// @param offers tools that are offered: natively, or where calls are expected as text, those that the user names
/// @param limit most tokens of the answer, or 0 if the caller set none
public record Ask(Conversation conversation, List<Offer> offers, int limit) {
    /// As in `use note with {"text": "…"}`.
    private static final Pattern NAMED = Pattern.compile("([\\w.-]+)\\s+with\\s+\\{");

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
        if (conversation.textual()) {
            named(conversation).forEach(name -> offers.add(new Offer(name, Json.object())));
        }
        int limit =
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt());
        return new Ask(conversation, offers, Math.max(0, limit));
    }

    /// What the user asks for that the system text teaches.
    private static List<String> named(Conversation conversation) {
        return NAMED.matcher(conversation.lastUser())
                .results()
                .map(found -> found.group(1))
                .filter(conversation::offers)
                .toList();
    }

    public Optional<Offer> offer(String tool) {
        return offers.stream().filter(offer -> offer.name().equals(tool)).findFirst();
    }
}
