package dev.belay.health;

import dev.belay.exchange.health.Subject;
import dev.belay.platform.Time;

/// What one process of several on a database has: a gate, and its own connection. Its breaker is the test.
final class Replica implements AutoCloseable {
    final Health health;
    final SharedGate gate;
    private final Sharing sharing;

    Replica(String name, Subject subject, Terms terms, Exchange.Opener opener) {
        health = new Health(name, Time.SYSTEM, _ -> {});
        gate = health.gate(subject, terms, () -> {});
        sharing = Sharing.over(health, opener);
    }

    @Override
    public void close() throws InterruptedException {
        sharing.close();
    }
}
