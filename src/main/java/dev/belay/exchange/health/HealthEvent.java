package dev.belay.exchange.health;

import java.util.function.Supplier;

/// What is announced about a model or tier as such, outside of any run. Listeners must neither block nor throw.
public sealed interface HealthEvent {

    Subject subject();

    /// There is a breaker.
    ///
    /// @param state how it stands whenever it is asked; from any thread
    record Guarded(Subject subject, Supplier<Breaker> state) implements HealthEvent {}

    /// It is left alone from now on. Announced once until it is [Recovered].
    ///
    /// @param here whether this process found out, and not another one
    record Opened(Subject subject, boolean here) implements HealthEvent {}

    /// Calls go through again.
    record Recovered(Subject subject) implements HealthEvent {}

    /// Somebody has to look at it. Announced once until it answers again.
    ///
    /// @param cause `breaker_open`, `unauthorized`, `success_rate` or `no_live_tier`
    /// @param what is wrong and what to check, for people
    record Alert(Subject subject, String cause, String what) implements HealthEvent {}
}
