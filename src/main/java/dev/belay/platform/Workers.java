package dev.belay.platform;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads that work is done on: virtual ones, as many as there is work, one timer, and a thread of its own for
/// what is no good on a virtual one.
public final class Workers implements AutoCloseable {
    private final ExecutorService virtual = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("belay-", 0).factory());
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("belay-timer").factory());

    public Workers() {
        // The watch over each request's deadline is cancelled when it is answered, and would be kept for minutes more.
        timer.setRemoveOnCancelPolicy(true);
    }

    public <T> Future<T> submit(Callable<T> work) {
        return virtual.submit(work);
    }

    public void start(Runnable work) {
        virtual.execute(work);
    }

    /// Runs `work` on a platform thread of its own: for what keeps a processor busy, which would keep others off a
    /// virtual thread's carrier, or needs a deep stack. How many there are is the caller's business.
    ///
    /// @param stack bytes
    public Thread heavy(String name, long stack, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).stackSize(stack).start(work);
    }

    /// Runs `work` on a virtual thread of its own after `delay`.
    public ScheduledFuture<?> after(Duration delay, Runnable work) {
        return timer.schedule(() -> virtual.execute(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Whether the application ends and no further work is taken.
    public boolean closed() {
        return timer.isShutdown();
    }

    public ExecutorService executor() {
        return virtual;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        virtual.shutdown();
    }
}
