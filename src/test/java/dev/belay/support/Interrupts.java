package dev.belay.support;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Whether `SIGINT` reaches this process and those that it starts. A shell ignores it for what it runs in the
/// background, and what is ignored stays so in every process below (POSIX, `exec`).
public final class Interrupts {
    public static final Signal SIGNAL = new Signal("INT");
    public static final boolean IGNORED = ignored();

    private Interrupts() {}

    private static boolean ignored() {
        SignalHandler before = Signal.handle(SIGNAL, SignalHandler.SIG_DFL);
        Signal.handle(SIGNAL, before);
        return before == SignalHandler.SIG_IGN;
    }
}
