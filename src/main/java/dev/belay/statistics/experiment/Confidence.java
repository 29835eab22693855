package dev.belay.statistics.experiment;

/// How sure an interval is to hold the true value, in percent.
public enum Confidence {
    C90(0.90, 1.644854),
    C95(0.95, 1.959964),
    C99(0.99, 2.575829);

    private final double level;
    private final double z;

    Confidence(double level, double z) {
        this.level = level;
        this.z = z;
    }

    /// From 0 to 1.
    public double level() {
        return level;
    }

    /// The two-sided quantile of the normal distribution.
    double z() {
        return z;
    }
}
