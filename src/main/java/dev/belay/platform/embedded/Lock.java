package dev.belay.platform.embedded;

import dev.belay.exchange.Cancellation;
import dev.belay.platform.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// A lock between processes that a killed process cannot leave behind.
final class Lock implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final FileChannel channel;
    private FileLock held;

    private Lock(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// Waits until this process alone holds the lock.
    ///
    /// @throws IOException if another process does not let go within `patience`
    static Lock exclusive(Path file, Duration patience) throws IOException {
        Lock lock = new Lock(file);
        for (long tries = patience.dividedBy(BETWEEN_TRIES); tries >= 0; tries--) {
            if (lock.take(false)) {
                return lock;
            }
            Pause.REAL.await(BETWEEN_TRIES, new Cancellation());
        }
        lock.close();
        throw new IOException("another process has held " + file + " for " + patience.toSeconds() + " s");
    }

    /// Holds the lock together with others. Callers hold the start lock, so nobody holds it alone.
    static Lock shared(Path file) throws IOException {
        Lock lock = new Lock(file);
        if (!lock.take(true)) {
            lock.close();
            throw new IOException(file + " is locked by another program");
        }
        return lock;
    }

    /// Whether nobody else holds the lock. Gives up this process's own share of it.
    boolean aloneAfterRelease() throws IOException {
        held.release();
        return take(false);
    }

    private boolean take(boolean shared) throws IOException {
        try {
            held = channel.tryLock(0, Long.MAX_VALUE, shared);
            return held != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
