package dev.belay.crash.rig;

import java.util.concurrent.CompletableFuture;

/// A place where a connection stops: before a frame is passed on, or after it was answered and before the answer is
/// passed back.
public final class Hold {
    private final boolean before;
    private final CompletableFuture<Void> reached = new CompletableFuture<>();
    private final CompletableFuture<Boolean> verdict = new CompletableFuture<>();

    public Hold(boolean before) {
        this.before = before;
    }

    public boolean before() {
        return before;
    }

    public boolean reached() {
        return reached.isDone();
    }

    /// Lets the connection go.
    ///
    /// @param deliver whether what is held arrives after all, as something under way does; without, the connection
    ///     is closed
    public void release(boolean deliver) {
        verdict.complete(deliver);
    }

    /// Waits here.
    ///
    /// @return whether what is held is passed on
    boolean await() {
        reached.complete(null);
        return verdict.join();
    }
}
