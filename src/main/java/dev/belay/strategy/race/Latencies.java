package dev.belay.strategy.race;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How long tiers take to answer, as this process has seen it, old answers counting less and less. Called from many
/// threads at once.
///
/// A race cuts short what is slow, so those it cut are not left out: that would make tiers look faster and faster, and
/// have others start beside them sooner and sooner. The share that is still at work after some time is the estimate of
/// Kaplan and Meier (1958), over times in steps of a tenth.
final class Latencies {
    private static final int STEPS = 160;
    private static final double STEP = 1.1;
    /// After as many observations an old one counts half.
    private static final double HALF_LIFE = 500;

    private final int percentile;
    private final int least;
    private final Map<String, Seen> tiers = new ConcurrentHashMap<>();

    /// @param least answers, old ones counting less, without which nothing is known
    Latencies(int percentile, int least) {
        this.percentile = percentile;
        this.least = least;
    }

    int percentile() {
        return percentile;
    }

    void answered(String tier, Duration took) {
        seen(tier).add(took, true);
    }

    /// It was given up, or fell: it would have taken longer to answer.
    void cut(String tier, Duration after) {
        seen(tier).add(after, false);
    }

    /// How long the tier usually takes; empty as long as that is not known.
    Optional<Duration> usual(String tier) {
        return seen(tier).quantile(percentile / 100.0, least);
    }

    private Seen seen(String tier) {
        return tiers.computeIfAbsent(tier, _ -> new Seen());
    }

    private static final class Seen {
        private final double[] answered = new double[STEPS];
        private final double[] cut = new double[STEPS];
        private final double fading = Math.pow(0.5, 1 / HALF_LIFE);

        synchronized void add(Duration took, boolean whole) {
            for (int i = 0; i < STEPS; i++) {
                answered[i] *= fading;
                cut[i] *= fading;
            }
            (whole ? answered : cut)[step(took)]++;
        }

        synchronized Optional<Duration> quantile(double share, int least) {
            double answers = 0;
            double waiting = 0;
            for (int i = 0; i < STEPS; i++) {
                answers += answered[i];
                waiting += answered[i] + cut[i];
            }
            // What fades while the answers come is not to keep the first ones from counting.
            if (answers < least * Math.pow(fading, least)) {
                return Optional.empty();
            }
            double left = 1;
            int last = 0;
            for (int i = 0; i < STEPS; i++) {
                if (answered[i] > 0) {
                    left *= 1 - answered[i] / waiting;
                    last = i;
                }
                waiting -= answered[i] + cut[i];
                if (left <= 1 - share + 1e-9) {
                    return Optional.of(end(i));
                }
            }
            // Fewer than that have ever answered: whoever takes longer than all that did is slow.
            return Optional.of(end(last));
        }

        private static int step(Duration took) {
            double millis = Math.max(1, took.toNanos() / 1e6);
            return (int) Math.min(STEPS - 1, Math.ceil(Math.log(millis) / Math.log(STEP)));
        }

        private static Duration end(int step) {
            return Duration.ofNanos((long) (Math.pow(STEP, step) * 1e6));
        }
    }
}
