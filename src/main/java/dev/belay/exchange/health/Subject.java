package dev.belay.exchange.health;

import java.util.Locale;

/// What can be left alone for a while, or has to be looked at.
///
/// @param id of the model or tier in configuration, key of the budget, or name of the experiment or policy
public record Subject(Kind kind, String id) {
    public enum Kind {
        MODEL,
        TIER,
        /// Is never left alone, but told of.
        BUDGET,
        /// Is told of when it stops.
        EXPERIMENT,
        /// Is told of when nothing live is left to it.
        POLICY
    }

    public static Subject model(String id) {
        return new Subject(Kind.MODEL, id);
    }

    public static Subject tier(String id) {
        return new Subject(Kind.TIER, id);
    }

    public static Subject policy(String name) {
        return new Subject(Kind.POLICY, name);
    }

    /// As in `model:primary`.
    public String key() {
        return kindWord() + ":" + id;
    }

    /// `model`, `tier`, `budget`, `experiment` or `policy`.
    public String kindWord() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
