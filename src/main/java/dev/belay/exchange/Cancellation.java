package dev.belay.exchange;

import java.util.ArrayList;
import java.util.List;

/// A token that stops work without interrupting a thread: an interrupt would close the socket in use, a database
/// connection in mid-commit included.
///
/// Cancelling happens at most once; the first reason stays. Cancelling a parent cancels its children. Actions run
/// on the cancelling thread, or at once if the token is already cancelled; they must be short and must not throw.
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private String reason;

    /// A token that is cancelled with this one, and can be cancelled alone. Close the returned token's link by
    /// [#release()] when its work is over, so that a long-lived parent does not collect finished children.
    public Cancellation child() {
        Cancellation child = new Cancellation();
        Registration link = onCancel(() -> child.cancel(reason()));
        child.onRelease = link;
        return child;
    }

    private Registration onRelease = () -> {};

    /// Cuts the tie to the parent.
    public void release() {
        onRelease.close();
    }

    /// @return true if this call cancelled the token
    public boolean cancel(String why) {
        List<Runnable> toRun;
        synchronized (this) {
            if (reason != null) {
                return false;
            }
            reason = why;
            toRun = List.copyOf(actions);
            actions.clear();
        }
        toRun.forEach(Runnable::run);
        return true;
    }

    public synchronized boolean cancelled() {
        return reason != null;
    }

    /// Why, or `null` while not cancelled.
    public synchronized String reason() {
        return reason;
    }

    /// Runs `action` when the token is cancelled, or now if it is.
    public Registration onCancel(Runnable action) {
        synchronized (this) {
            if (reason == null) {
                actions.add(action);
                return () -> forget(action);
            }
        }
        action.run();
        return () -> {};
    }

    /// @throws ControlFlow.Cancelled if the token is cancelled
    public void check() {
        String why = reason();
        if (why != null) {
            throw new ControlFlow.Cancelled(why);
        }
    }

    private synchronized void forget(Runnable action) {
        actions.remove(action);
    }

    /// Undoes [#onCancel]. Closing twice does nothing.
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
