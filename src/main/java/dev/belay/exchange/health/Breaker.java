package dev.belay.exchange.health;

import java.util.Locale;

/// Whether calls go through to a model or tier.
public enum Breaker {
    CLOSED,
    OPEN,
    /// A few calls probe it.
    HALF_OPEN;

    /// `closed`, `open` or `half_open`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
