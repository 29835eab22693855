package dev.belay.sandbox;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Between the thread of a program and the thread that makes its calls: one waits while the other works.
final class Handover {
    private final BlockingQueue<Event> toHost = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> toGuest = new LinkedBlockingQueue<>();

    /// On the program's thread: the whole of its work.
    void perform(Runnable work) {
        Throwable thrown = null;
        try {
            work.run();
        } catch (Throwable e) {
            thrown = e;
        }
        toHost.add(new Ended(thrown));
    }

    /// On the program's thread: has a call made.
    ///
    /// @throws Abandoned if nobody makes it
    Sandbox.Reply call(String function, String arguments) {
        toHost.add(new Called(function, arguments));
        try {
            Sandbox.Reply reply = toGuest.take().reply();
            if (reply != null) {
                return reply;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Abandoned();
    }

    /// @return `null` if nothing came in time
    Event await(Duration most) {
        try {
            return toHost.poll(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    void answer(Sandbox.Reply reply) {
        toGuest.add(new Answer(reply));
    }

    void abandon() {
        toGuest.add(new Answer(null));
    }

    /// What a program's thread hands over.
    sealed interface Event {}

    record Called(String function, String arguments) implements Event {}

    /// @param thrown `null` if it came to its end
    record Ended(Throwable thrown) implements Event {}

    /// @param reply `null` if the program is to end
    private record Answer(Sandbox.Reply reply) {}

    /// Unwinds the interpreter.
    static final class Abandoned extends RuntimeException {
        Abandoned() {
            super("the program was given up", null, false, false);
        }
    }
}
