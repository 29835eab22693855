package dev.belay.statistics.experiment;

/// Intervals for rates and their difference.
///
/// @param z quantile of the normal distribution for the confidence, e.g. 1.96 for 95 %
record Rates(double z) {

    static Rates of(Confidence confidence) {
        return new Rates(confidence.z());
    }

    /// Wilson's score interval (E. B. Wilson, JASA 22, 1927): holds for few runs and rates near 0 and 1, too.
    ///
    /// @param runs at least one
    Interval wilson(long succeeded, long runs) {
        double rate = (double) succeeded / runs;
        double square = z * z / runs;
        double middle = rate + square / 2;
        double half = z * Math.sqrt(rate * (1 - rate) / runs + square / (4 * runs));
        // At the ends these are the bounds exactly, which rounding would miss.
        double low = succeeded == 0 ? 0 : (middle - half) / (1 + square);
        double high = succeeded == runs ? 1 : (middle + half) / (1 + square);
        return new Interval(low, high);
    }

    /// Newcombe's hybrid score interval for the difference of two rates (R. G. Newcombe, Interval estimation for the
    /// difference between independent proportions: comparison of eleven methods, Statistics in Medicine 17, 1998,
    /// 873–890, method 10): made of both Wilson intervals.
    Interval difference(long succeeded, long runs, long otherSucceeded, long otherRuns) {
        double one = (double) succeeded / runs;
        double other = (double) otherSucceeded / otherRuns;
        Interval of = wilson(succeeded, runs);
        Interval ofOther = wilson(otherSucceeded, otherRuns);
        double difference = one - other;
        return new Interval(
                difference - Math.hypot(one - of.low(), ofOther.high() - other),
                difference + Math.hypot(of.high() - one, other - ofOther.low()));
    }
}
