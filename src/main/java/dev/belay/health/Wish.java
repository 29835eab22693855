package dev.belay.health;

/// What a gate wants written. Each is one conditional update: who knows an older version changes nothing.
sealed interface Wish {

    long version();

    /// The breaker of this process opened.
    record Open(long version) implements Wish {}

    /// A call was refused after the delay: this process asks to probe.
    record Take(long version) implements Wish {}

    /// The probe of this process takes longer than it may hold the right.
    record Renew(long version) implements Wish {}

    /// The probe of this process ended.
    record Probed(long version, boolean well) implements Wish {}
}
