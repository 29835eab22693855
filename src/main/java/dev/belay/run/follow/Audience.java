package dev.belay.run.follow;

import java.util.Optional;
import java.util.function.Consumer;

/// Who waits for a run of this process. One that ends with its callers stops when the last of them hangs up, and nobody
/// joins it from then on. Thread-safe.
public final class Audience {
    private final Departure departure;
    private final boolean kept;
    private final Consumer<String> stopped;
    private int waiting;
    private boolean dismissed;

    /// @param departure of the run: who waited here for one that was left does not stop it where it goes on
    /// @param kept whether the run goes on when nobody waits for it
    /// @param stopped gets to know why the run was stopped, if it was because nobody waits for it
    public Audience(Departure departure, boolean kept, Consumer<String> stopped) {
        this.departure = departure;
        this.kept = kept;
        this.stopped = stopped;
    }

    /// One more waits.
    ///
    /// @return empty if the run is being stopped: it has no answer to wait for
    public synchronized Optional<Seat> join() {
        if (!kept && (dismissed || departure.cancellation().cancelled())) {
            return Optional.empty();
        }
        waiting++;
        return Optional.of(new Seat());
    }

    /// Somebody who waits. Only the first call of either method counts.
    public final class Seat {
        private boolean left;

        private Seat() {}

        /// Gives up the run, and stops it if nobody waits for it any more. May wait for the database once it has
        /// stopped.
        ///
        /// @return whether the run was stopped
        public boolean hangUp(String reason) {
            synchronized (Audience.this) {
                if (!leave() || waiting > 0 || kept || departure.decided()) {
                    return false;
                }
                dismissed = true;
            }
            departure.cancellation().cancel(reason);
            stopped.accept(reason);
            return true;
        }

        /// Waits no longer, but may ask again.
        ///
        /// @return whether this was the first call
        public boolean leave() {
            synchronized (Audience.this) {
                if (left) {
                    return false;
                }
                left = true;
                waiting--;
                return true;
            }
        }
    }
}
