package dev.belay.statistics.learning;

/// What attempts add up to, each counted the less the older it is.
///
/// @param held attempts that held
/// @param fell attempts that fell in a way that says something of the tier
/// @param millis how long those that held took, together
/// @param attempts of all kinds
/// @param tokens of all attempts
/// @param costUsd of those with a known price
/// @param priced how many those were
/// @param good judgements of answers that found nothing wrong, as [dev.belay.statistics.TierFigures.Quality]
/// @param flawed those that did
public record Experience(
        double held,
        double fell,
        double millis,
        double attempts,
        double tokens,
        double costUsd,
        double priced,
        double good,
        double flawed) {
    public static final Experience NONE = new Experience(0, 0, 0, 0, 0, 0, 0);

    /// Attempts whose answers nobody judged.
    public Experience(
            double held, double fell, double millis, double attempts, double tokens, double costUsd, double priced) {
        this(held, fell, millis, attempts, tokens, costUsd, priced, 0, 0);
    }

    Experience plus(Experience other) {
        return new Experience(
                held + other.held,
                fell + other.fell,
                millis + other.millis,
                attempts + other.attempts,
                tokens + other.tokens,
                costUsd + other.costUsd,
                priced + other.priced,
                good + other.good,
                flawed + other.flawed);
    }

    /// Without what is a part of it. Rounding brings nothing below zero.
    Experience without(Experience part) {
        return new Experience(
                Math.max(0, held - part.held),
                Math.max(0, fell - part.fell),
                Math.max(0, millis - part.millis),
                Math.max(0, attempts - part.attempts),
                Math.max(0, tokens - part.tokens),
                Math.max(0, costUsd - part.costUsd),
                Math.max(0, priced - part.priced),
                Math.max(0, good - part.good),
                Math.max(0, flawed - part.flawed));
    }

    /// Attempts that say whether the tier works.
    public double samples() {
        return held + fell;
    }

    /// Tokens of an attempt, or 0 if there was none.
    public double meanTokens() {
        return attempts == 0 ? 0 : tokens / attempts;
    }

    /// Milliseconds of an attempt that held, or 0 if none did.
    double meanMillis() {
        return held == 0 ? 0 : millis / held;
    }

    /// US dollars of an attempt, or 0 if none has a known price.
    double meanCost() {
        return priced == 0 ? 0 : costUsd / priced;
    }
}
