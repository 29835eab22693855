package dev.belay.drill.score.play;

import java.util.List;

/// Who answers, by the stand-in's model names.
///
/// @param primary asked first
/// @param fallbacks asked after it, in this order
public record Cast(String primary, List<String> fallbacks) {
    public Cast {
        fallbacks = List.copyOf(fallbacks);
    }

    public static Cast of(String fault) {
        return new Cast("standin-" + fault, List.of("standin-ok"));
    }

    public static Cast of(String fault, String fallback) {
        return new Cast("standin-" + fault, List.of(fallback));
    }
}
