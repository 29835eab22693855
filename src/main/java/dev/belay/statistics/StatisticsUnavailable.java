package dev.belay.statistics;

/// The database did not answer.
public final class StatisticsUnavailable extends RuntimeException {
    public StatisticsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
