package dev.belay.run.follow;

import dev.belay.exchange.Cancellation;
import java.util.concurrent.atomic.AtomicReference;

/// Whether this process stops its work on a run that has not ended, for another to carry it on. Thread-safe.
public final class Departure {
    private final Cancellation cancellation;
    private final AtomicReference<String> reason = new AtomicReference<>();
    private volatile boolean decided;

    /// @param cancellation of the run
    public Departure(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /// Stops the work. Only the reason of the first call counts.
    public void leave(String why) {
        reason.compareAndSet(null, why);
        decided = true;
        cancellation.cancel(reason.get());
    }

    /// The run is another process' already; whoever works on it finds that out by itself.
    public void lost() {
        decided = true;
    }

    /// Whether the run is another process' from here on, if it has not come to an end by itself.
    public boolean decided() {
        return decided;
    }

    /// Whether the work was stopped by [#leave], and not cancelled before.
    public boolean stoppedWork() {
        String why = reason.get();
        return why != null && why.equals(cancellation.reason());
    }
}
