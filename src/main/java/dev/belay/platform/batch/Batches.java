package dev.belay.platform.batch;

import dev.belay.platform.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Gathers items and writes them together, on another thread than the one that adds. Thread-safe.
///
/// Items are written in the order in which they came, by one thread at a time, except while [#flush] hurries.
///
/// @param <T> what is written
public final class Batches<T> {
    private final Limits limits;
    private final Workers workers;
    private final Consumer<List<T>> write;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final Queue<T> waiting = new ArrayDeque<>();
    /// Items that were added and are not written yet, those in a writer's hands included.
    private int unwritten;
    private boolean planned;
    private boolean hurried;

    /// @param linger how long an item waits for company
    /// @param most items of a batch
    /// @param room items that may wait
    public record Limits(Duration linger, int most, int room) {}

    /// @param write is given each batch and sees to its own failures
    public Batches(Limits limits, Workers workers, Consumer<List<T>> write) {
        this.limits = limits;
        this.workers = workers;
        this.write = write;
    }

    /// Returns at once.
    ///
    /// @return false if too many wait already; this one is not written then
    public boolean add(T item) {
        lock.lock();
        try {
            if (waiting.size() >= limits.room()) {
                return false;
            }
            waiting.add(item);
            unwritten++;
            if (!planned) {
                planned = true;
                plan();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Writes what waits without waiting for more, from now on.
    ///
    /// @return how many items are not written when `patience` has passed
    public int flush(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            hurried = true;
            workers.start(this::work);
            long left = patience.toNanos();
            while (unwritten > 0 && left > 0) {
                left = written.awaitNanos(left);
            }
            return unwritten;
        } finally {
            lock.unlock();
        }
    }

    private void plan() {
        if (hurried || waiting.size() >= limits.most()) {
            workers.start(this::work);
        } else {
            workers.after(limits.linger(), this::work);
        }
    }

    private void work() {
        List<T> batch = next();
        try {
            if (!batch.isEmpty()) {
                write.accept(batch);
            }
        } finally {
            done(batch.size());
        }
    }

    private List<T> next() {
        lock.lock();
        try {
            List<T> batch = new ArrayList<>(Math.min(limits.most(), waiting.size()));
            while (batch.size() < limits.most() && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void done(int count) {
        lock.lock();
        try {
            unwritten -= count;
            written.signalAll();
            planned = !waiting.isEmpty();
            if (planned) {
                plan();
            }
        } finally {
            lock.unlock();
        }
    }
}
