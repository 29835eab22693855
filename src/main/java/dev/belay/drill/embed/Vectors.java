package dev.belay.drill.embed;

import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A body of OpenAI's embeddings, written by hand so that it can hold what is no JSON.
///
/// @param spoilt what is wrong with it, or `null`
public record Vectors(String model, List<String> texts, int dimensions, Spoilt spoilt) {

    /// @param numbers as JSON
    record One(int index, String numbers) {}

    /// @param tokens that it tells as usage
    public String body(int tokens) {
        List<One> all = new ArrayList<>();
        for (String text : texts) {
            all.add(new One(all.size(), numbers(text)));
        }
        List<One> shown = spoilt == null ? all : spoilt.spoil(all);
        String data = shown.stream()
                .map(one ->
                        "{\"object\":\"embedding\",\"index\":" + one.index() + ",\"embedding\":" + one.numbers() + "}")
                .collect(Collectors.joining(","));
        return "{\"object\":\"list\",\"data\":[" + data + "],\"model\":" + Json.write(model)
                + ",\"usage\":{\"prompt_tokens\":" + tokens + ",\"total_tokens\":" + tokens + "}}";
    }

    private String numbers(String text) {
        return Arrays.stream(Bag.of(text, dimensions))
                .mapToObj(number -> number == 0 ? "0" : String.format(Locale.ROOT, "%.6f", number))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
