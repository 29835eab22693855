package dev.belay.platform.memory;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that may be held at once, over all who hold some. Never waits; thread-safe.
public final class ByteBudget {
    private final long most;
    private final AtomicLong used = new AtomicLong();

    public ByteBudget(long most) {
        this.most = most;
    }

    /// What a part of the heap comes to, as a limit that nobody has set.
    public static long ofHeap(int part) {
        return Runtime.getRuntime().maxMemory() / part;
    }

    /// Takes bytes before they are read.
    ///
    /// @return `null` if so many are not left
    public Share take(long bytes) {
        return reserve(bytes) ? new Share(bytes) : null;
    }

    private boolean reserve(long bytes) {
        long before = used.get();
        while (bytes <= most - before) {
            if (used.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = used.get();
        }
        return false;
    }

    /// How many bytes there are in all.
    public long most() {
        return most;
    }

    /// How many bytes are taken.
    public long used() {
        return used.get();
    }

    /// What one of them holds. Thread-safe; it grows by one thread only.
    public final class Share {
        private final AtomicLong bytes;

        private Share(long bytes) {
            this.bytes = new AtomicLong(bytes);
        }

        /// Takes more.
        ///
        /// @return whether so many were left
        public boolean growTo(long needed) {
            long more = needed - bytes.get();
            if (more > 0 && !reserve(more)) {
                return false;
            }
            bytes.addAndGet(Math.max(0, more));
            return true;
        }

        /// Gives back what turned out not to be needed.
        public void shrinkTo(long needed) {
            long before = bytes.getAndUpdate(held -> Math.min(held, needed));
            used.addAndGet(Math.min(0, needed - before));
        }

        /// Gives all of it back. Does nothing the second time.
        public void release() {
            shrinkTo(0);
        }
    }
}
