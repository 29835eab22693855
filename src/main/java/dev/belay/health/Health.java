package dev.belay.health;

import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import dev.belay.platform.Time;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The gates of this process, by subject. Thread-safe.
public final class Health {
    private static final Logger LOG = Logger.getLogger("dev.belay.health");

    private final String process;
    private final Time time;
    private final Consumer<HealthEvent> listener;
    private final Map<Subject, SharedGate> gates = new ConcurrentHashMap<>();
    private final AtomicBoolean grown = new AtomicBoolean();
    private volatile boolean linked;

    /// @param process names this process in the table
    /// @param listener hears what happens; must neither block nor throw
    public Health(String process, Time time, Consumer<HealthEvent> listener) {
        this.process = process;
        this.time = time;
        this.listener = listener;
    }

    /// Makes the gate in front of a breaker.
    ///
    /// @param closeLocal closes the breaker of this process
    /// @throws IllegalStateException if the subject has one already
    public SharedGate gate(Subject subject, Terms terms, Runnable closeLocal) {
        SharedGate gate = new SharedGate(subject, terms, this, closeLocal);
        SharedGate before = gates.putIfAbsent(subject, gate);
        if (before != null) {
            throw new IllegalStateException(subject.key() + " has a gate already");
        }
        grown.set(true);
        listener.accept(new HealthEvent.Guarded(subject, gate::state));
        return gate;
    }

    /// All gates there are.
    public List<SharedGate> gates() {
        return List.copyOf(gates.values());
    }

    /// Says that somebody has to look, and lets the listener know.
    ///
    /// @param what is wrong and what to check, for people
    public void alert(Subject subject, String cause, String what) {
        LOG.errorf("ALERT %s %s %s", subject.kindWord(), subject.id(), what);
        listener.accept(new HealthEvent.Alert(subject, cause, what));
    }

    void announce(HealthEvent event) {
        switch (event) {
            case HealthEvent.Opened opened
            when opened.here() -> {
                listener.accept(opened);
                alert(
                        opened.subject(),
                        "breaker_open",
                        "failed too often and is left alone; what it fails with is in the journals of its runs");
            }
            case HealthEvent.Opened opened -> {
                LOG.warnf(
                        "%s %s is left alone: another process found that it fails",
                        opened.subject().kindWord(), opened.subject().id());
                listener.accept(opened);
            }
            case HealthEvent.Recovered recovered -> {
                LOG.infof(
                        "%s %s can be used again",
                        recovered.subject().kindWord(), recovered.subject().id());
                listener.accept(recovered);
            }
            case HealthEvent.Alert _, HealthEvent.Guarded _ -> listener.accept(event);
        }
    }

    /// Whether there are gates that have not been read yet; says so once.
    boolean grown() {
        return grown.getAndSet(false);
    }

    /// Whether what is known here and in the database is alike.
    boolean linked() {
        return linked;
    }

    void linked(boolean now) {
        linked = now;
        gates.values().forEach(gate -> gate.tell(false));
    }

    /// All rows there are, read at once.
    void learn(Collection<Row> all, boolean anew) {
        Map<String, Row> byKey = all.stream().collect(Collectors.toMap(Row::subject, Function.identity()));
        gates.forEach((subject, gate) -> gate.learn(byKey.getOrDefault(subject.key(), Row.well(subject.key())), anew));
    }

    boolean mine(Row row) {
        return process.equals(row.probe());
    }

    String process() {
        return process;
    }

    long nanos() {
        return time.nanos();
    }
}
