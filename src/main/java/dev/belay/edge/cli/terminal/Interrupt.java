package dev.belay.edge.cli.terminal;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Ctrl-C while a command waits: the first asks the run to stop, the second leaves at once with status 130.
///
/// Installed from construction to [#close()]; the handler that was there before comes back then.
public final class Interrupt implements AutoCloseable {
    public static final int EXIT = 130;
    private static final Signal INT = new Signal("INT");

    private final AtomicBoolean heard = new AtomicBoolean();
    private final SignalHandler before;

    /// @param stop asks the run to stop; called on a thread of its own, at most once
    public Interrupt(Runnable stop) {
        before = Signal.handle(INT, _ -> {
            if (!heard.compareAndSet(false, true)) {
                Runtime.getRuntime().halt(EXIT);
            }
            stop.run();
        });
    }

    public boolean heard() {
        return heard.get();
    }

    @Override
    public void close() {
        Signal.handle(INT, before);
    }
}
