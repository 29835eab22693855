package dev.belay.exchange.health;

import java.util.Locale;

/// What can be left alone for a while, or has to be looked at.
///
/// @param id of the model or tier in configuration, key of the budget, or name of the experiment
public record Subject(Kind kind, String id) {
    public enum Kind {
        MODEL,
        TIER,
        /// Is never left alone, but told of.
        BUDGET,
        /// Is told of when it stops.
        EXPERIMENT
    }

    public static Subject model(String id) {
        return new Subject(Kind.MODEL, id);
    }

    public static Subject tier(String id) {
        return new Subject(Kind.TIER, id);
    }

    /// As in `model:primary`.
    public String key() {
        return kindWord() + ":" + id;
    }

    /// `model`, `tier`, `budget` or `experiment`.
    public String kindWord() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
