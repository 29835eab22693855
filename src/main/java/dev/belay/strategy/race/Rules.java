package dev.belay.strategy.race;

import java.time.Duration;
import java.util.Optional;

/// How the tiers of one run race.
///
/// @param delay of the mode `latency`, and of `dynamic` as long as nothing better is known
/// @param workers how many are tried at once at most
record Rules(RaceConfig.Mode mode, Duration delay, int workers) {

    static Rules of(RaceConfig config, String policy) {
        Optional<RaceConfig.Override> own = Optional.ofNullable(policy).map(config.policies()::get);
        return new Rules(
                own.flatMap(RaceConfig.Override::mode).orElse(config.mode()),
                own.flatMap(RaceConfig.Override::delay).orElse(config.delay()),
                own.flatMap(RaceConfig.Override::maxWorkers).orElse(config.maxWorkers()));
    }

    /// How long `tier` is waited for before the next one starts beside it.
    Patience patience(String tier, Latencies latencies) {
        return switch (mode) {
            case PARALLEL -> new Patience(Duration.ZERO, "all start at once");
            case FALLBACK -> new Patience(null, null);
            case LATENCY -> new Patience(delay, tier + " is slower than " + delay.toMillis() + " ms");
            case DYNAMIC ->
                latencies
                        .usual(tier)
                        .map(usual -> new Patience(
                                usual,
                                tier + " is slower than its p" + latencies.percentile() + ", " + usual.toMillis()
                                        + " ms"))
                        .orElseGet(() -> new Patience(
                                delay,
                                tier + " is slower than " + delay.toMillis()
                                        + " ms, and how long it usually takes is not known"));
        };
    }

    /// @param limit `null`: it is waited for until it has fallen
    /// @param why what the next one starts for when it is over
    record Patience(Duration limit, String why) {}
}
