package dev.belay.platform.timer;

/// Work that comes back by a calendar, in one process at a time. Found as CDI beans.
public interface Recurring {

    /// Stands in the table of timers; never renamed.
    String name();

    /// When, in UTC: second, minute, hour, day of month, month, day of week, as in `0 30 3 * * *`; `-` for never.
    String cron();

    /// Called on a virtual thread. What it throws is logged; it is called again at its next time.
    void run();
}
