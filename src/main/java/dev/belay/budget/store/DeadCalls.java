package dev.belay.budget.store;

import dev.belay.platform.timer.Recurring;

/// Counts what dead processes had set aside as spent, where no run is taken over that would do so.
final class DeadCalls implements Recurring {
    private static final int MOST = 5_000;

    private final Till till;

    DeadCalls(Till till) {
        this.till = till;
    }

    @Override
    public String name() {
        return "settle-dead-calls";
    }

    @Override
    public String cron() {
        return "*/20 * * * * *";
    }

    @Override
    public void run() {
        till.presume(null, MOST);
    }
}
