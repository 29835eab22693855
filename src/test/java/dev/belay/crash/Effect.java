package dev.belay.crash;

import java.util.Locale;

/// The effect classes that can act twice. Each has a tool of its name.
enum Effect {
    TRANSACTIONAL,
    KEYED,
    RECONCILABLE,
    UNSAFE;

    String tool() {
        return name().toLowerCase(Locale.ROOT);
    }
}
