package dev.belay.sandbox;

import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Lets a program and the thread that makes its calls take turns. A program computes on a thread of its own, because
/// that thread is what an endless one is stopped by; it has a place among those that compute, and its time runs, only
/// while it does.
///
/// @param running places for programs that compute
record Stage(Workers workers, Time time, Semaphore running) {
    /// Deep enough for QuickJS to notice an endless recursion before Java does.
    private static final long STACK = 16L << 20;
    /// An interpreter that is told to stop notices at its next loop or call.
    private static final Duration GRACE = Duration.ofSeconds(10);

    /// Blocks until the program has ended or was stopped.
    ///
    /// @param perform computes, on another thread
    Course.End play(Course course, Sandbox.Host host, Runnable perform) {
        Handover handover = course.handover();
        running.acquireUninterruptibly();
        Thread guest = workers.heavy("belay-sandbox", STACK, () -> handover.perform(perform));
        Duration left = course.limits().time();
        while (true) {
            long began = time.nanos();
            Handover.Event event = handover.await(left);
            left = left.minus(time.since(began));
            if (event == null) {
                guest.interrupt();
                ended(handover);
                return new Course.End.TookTooLong();
            }
            running.release();
            switch (event) {
                case Handover.Ended ended -> {
                    return new Course.End.Came(ended.thrown());
                }
                case Handover.Called called -> {
                    Sandbox.Reply reply = reply(handover, host, called);
                    running.acquireUninterruptibly();
                    handover.answer(reply);
                }
            }
        }
    }

    private Sandbox.Reply reply(Handover handover, Sandbox.Host host, Handover.Called called) {
        try {
            return host.call(called.function(), called.arguments());
        } catch (Throwable e) {
            running.acquireUninterruptibly();
            handover.abandon();
            ended(handover);
            throw e;
        }
    }

    /// A program that cannot be stopped keeps its place: the machine is busy with it.
    private void ended(Handover handover) {
        Handover.Event event = handover.await(GRACE);
        while (event instanceof Handover.Called) {
            handover.abandon();
            event = handover.await(GRACE);
        }
        if (event == null) {
            throw new IllegalStateException("a program could not be stopped");
        }
        running.release();
    }
}
