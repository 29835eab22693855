package dev.belay.soak;

/// What is looked at, and how much of a difference means nothing.
///
/// @see Trend
enum Gauge {
    MEMORY("resident memory", "MiB", 24),
    HEAP("heap after a collection", "MiB", 8),
    THREADS("threads of the platform", "", 8),
    FILES("open files", "", 24),
    AT_PROVIDER("connections to the provider", "", 24),
    AT_DATABASE("connections to PostgreSQL", "", 4),
    RUNS("journaled runs that are not over", "", 12),
    EFFECTS("effects without an outcome", "", 6),
    LEASES("leases that are held", "", 0);

    private final String title;
    private final String unit;
    private final long slack;

    Gauge(String title, String unit, long slack) {
        this.title = title;
        this.unit = unit;
        this.slack = slack;
    }

    /// With its unit.
    String title() {
        return unit.isEmpty() ? title : title + ", " + unit;
    }

    /// By how much the later value may be above the earlier one, beside a twentieth of it.
    long slack() {
        return slack;
    }
}
