package dev.belay.statistics.experiment;

/// Where a rate, or the difference of two, lies with the confidence that was asked for.
public record Interval(double low, double high) {}
