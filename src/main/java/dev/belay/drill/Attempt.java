package dev.belay.drill;

import dev.belay.drill.script.Tokens;
import dev.belay.drill.wire.Wire;
import java.util.function.LongSupplier;

/// One attempt while it is under way. Written by the threads of its connection, read by the log.
final class Attempt implements Wire.Listener {
    private final long number;
    private final String connection;
    private final Seen.Asked asked;
    private final LongSupplier clock;
    private final long started;
    private String what = "";
    private int attempt;
    private Integer status;
    private Tokens usage;
    private Long ended;
    private Long cancelled;

    /// @param clock milliseconds since the stand-in was started
    Attempt(long number, String connection, Seen.Asked asked, LongSupplier clock) {
        this.number = number;
        this.connection = connection;
        this.asked = asked;
        this.clock = clock;
        this.started = clock.getAsLong();
    }

    long number() {
        return number;
    }

    synchronized void plays(String played, int count) {
        what = played;
        attempt = count;
    }

    @Override
    public synchronized void status(int sent) {
        status = sent;
    }

    @Override
    public synchronized void ending() {
        if (ended == null) {
            ended = clock.getAsLong();
        }
    }

    synchronized void completed(Tokens delivered) {
        usage = delivered;
    }

    /// The client has closed its connection; after the end that means nothing.
    synchronized void clientLeft() {
        if (ended == null) {
            cancelled = clock.getAsLong();
            ended = cancelled;
            usage = null;
        }
    }

    synchronized Seen seen() {
        Tokens told = usage == null ? new Tokens(0, 0) : usage;
        return new Seen(
                number,
                connection,
                asked,
                new Seen.Played(what, attempt, status, told.input(), told.output(), usage != null),
                new Seen.Times(started, ended, cancelled));
    }
}
