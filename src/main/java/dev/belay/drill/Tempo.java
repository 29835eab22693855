package dev.belay.drill;

import java.time.Duration;

/// How fast a healthy provider is, and how fast time goes for an ill one.
///
/// @param least before the first byte of any answer, errors included
/// @param most as much as that at most; what lies between is drawn from the seed
/// @param tokensPerSecond 0 for as fast as the network takes them; replies that bring a pace of their own keep
/// it
/// @param scale by which the catalogue's durations are multiplied: at 0.1 the sixty seconds of `w15` take six.
/// What responses say, as in `Retry-After`, stays
public record Tempo(Duration least, Duration most, int tokensPerSecond, double scale) {
    private static final Duration LONGEST = Duration.ofHours(1);

    public static final Tempo AT_ONCE = new Tempo(Duration.ZERO, Duration.ZERO, 0, 1);

    /// @throws IllegalArgumentException if the range is empty, negative or above an hour, the rate negative or
    /// above a million, or the scale not between 0 (not included) and 1000
    public Tempo {
        if (least.isNegative() || most.compareTo(least) < 0 || most.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("latency: not a range below an hour: " + least + " to " + most);
        }
        if (tokensPerSecond < 0 || tokensPerSecond > 1_000_000) {
            throw new IllegalArgumentException("token rate: not between 0 and 1000000: " + tokensPerSecond);
        }
        if (!(scale > 0 && scale <= 1000)) {
            throw new IllegalArgumentException("time scale: not above 0 and at most 1000: " + scale);
        }
    }

    public Tempo latency(Duration from, Duration to) {
        return new Tempo(from, to, tokensPerSecond, scale);
    }

    public Tempo tokensPerSecond(int rate) {
        return new Tempo(least, most, rate, scale);
    }

    public Tempo scale(double factor) {
        return new Tempo(least, most, tokensPerSecond, factor);
    }

    /// What `other` says about latency and rate, where it says something.
    Tempo with(Tempo other) {
        Tempo latency = other.most.isZero() ? this : latency(other.least, other.most);
        return other.tokensPerSecond == 0 ? latency : latency.tokensPerSecond(other.tokensPerSecond);
    }

    /// Time between tokens; zero for none.
    Duration gap() {
        return tokensPerSecond == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(tokensPerSecond);
    }
}
