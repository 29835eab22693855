package dev.belay.strategy.smart;

import java.util.Locale;

/// How much a task asks of a tier.
enum Complexity {
    SIMPLE,
    MEDIUM,
    COMPLEX;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// More complex by so many steps, as far as there are.
    Complexity raised(int steps) {
        return values()[Math.min(values().length - 1, ordinal() + steps)];
    }
}
