package dev.belay.drill.log;

import dev.belay.drill.fault.Stage;
import dev.belay.drill.script.Tokens;
import dev.belay.drill.wire.Wire;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// One attempt while it is under way. Written by the threads of its connection, read by the log.
public final class Attempt implements Wire.Listener, Stage.Billing {
    private final long number;
    private final String connection;
    private final Seen.Asked asked;
    private final Clock clock;
    private final Consumer<Seen> over;
    private final long started;
    private String what = "";
    private int attempt;
    private String id = "";
    private Integer status;
    private long bytes;
    private int tokens;
    private Tokens usage;
    private Long firstByte;
    private Long ended;
    private Long cancelled;

    /// @param at when the request had been read
    /// @param millis since the stand-in was started
    record Clock(Instant at, LongSupplier millis) {
        long read() {
            return millis.getAsLong();
        }
    }

    Attempt(long number, String connection, Seen.Asked asked, Clock clock, Consumer<Seen> over) {
        this.number = number;
        this.connection = connection;
        this.asked = asked;
        this.clock = clock;
        this.over = over;
        this.started = clock.read();
    }

    /// @param response id that the response carries
    public synchronized void plays(String played, int count, String response) {
        what = played;
        attempt = count;
        id = response;
    }

    String scope() {
        return asked.scope();
    }

    @Override
    public synchronized void status(int sent) {
        status = sent;
    }

    @Override
    public synchronized void sending(int count) {
        if (firstByte == null) {
            firstByte = clock.read();
        }
        bytes += count;
    }

    @Override
    public void ending() {
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = clock.read();
        }
        over.accept(seen());
    }

    @Override
    public synchronized void token() {
        tokens++;
    }

    @Override
    public synchronized void completed(Tokens delivered) {
        usage = delivered;
    }

    /// The client has closed its connection; after the end that means nothing.
    public void clientLeft() {
        synchronized (this) {
            if (ended != null) {
                return;
            }
            cancelled = clock.read();
            ended = cancelled;
            usage = null;
        }
        over.accept(seen());
    }

    synchronized Seen seen() {
        Tokens told = usage == null ? new Tokens(0, 0) : usage;
        return new Seen(
                number,
                connection,
                asked,
                new Seen.Played(what, attempt, status, told.input(), told.output(), usage != null),
                new Seen.Sent(id, bytes, tokens),
                new Seen.Times(clock.at, started, firstByte, ended, cancelled));
    }
}
