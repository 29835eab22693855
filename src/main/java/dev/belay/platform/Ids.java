package dev.belay.platform;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Makes ids and secrets. Thread-safe.
public final class Ids {
    private final SecureRandom random = new SecureRandom();
    private final InstantSource wall;
    /// Milliseconds and a counter of 12 bits, which starts at random and may run over into the milliseconds.
    private final AtomicLong latest = new AtomicLong();

    public Ids(InstantSource wall) {
        this.wall = wall;
    }

    /// A UUID of version 7 (RFC 9562, section 6.2, method 1): ids of later runs sort after those of earlier ones, also
    /// within a millisecond of one process and after its clock was set back.
    public String run() {
        long now = (wall.millis() << 12) | (random.nextInt() & 0x07ffL);
        long stamp = latest.updateAndGet(before -> Math.max(before + 1, now));
        long high = ((stamp >>> 12) << 16) | 0x7000L | (stamp & 0x0fffL);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /// `bytes` random bytes in URL-safe Base64 without padding.
    public String secret(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    /// A number from 0 inclusive to 1 exclusive, for jitter.
    public double fraction() {
        return random.nextDouble();
    }
}
