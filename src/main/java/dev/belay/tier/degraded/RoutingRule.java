package dev.belay.tier.degraded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names the place that a question belongs to, by configured words. Two places are no certainty. It does not
/// answer the question, and says so.
final class RoutingRule implements Rule {
    private final Map<String, Pattern> places = new TreeMap<>();

    RoutingRule(Map<String, List<String>> routing) {
        routing.forEach((place, words) -> {
            if (!words.isEmpty()) {
                places.put(place, whole(words));
            }
        });
    }

    @Override
    public String certainOf() {
        return places.isEmpty()
                ? "where a question belongs, if words were configured"
                : "where a question belongs: " + String.join(", ", places.keySet());
    }

    @Override
    public Optional<String> answer(String question) {
        List<String> fitting = places.entrySet().stream()
                .filter(place -> place.getValue().matcher(question).find())
                .map(Map.Entry::getKey)
                .toList();
        return fitting.size() == 1
                ? Optional.of("This belongs to " + fitting.getFirst() + ". Nobody has answered it yet.")
                : Optional.empty();
    }

    private static Pattern whole(List<String> words) {
        return Pattern.compile(
                words.stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")(?![\\p{L}\\p{N}])")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
