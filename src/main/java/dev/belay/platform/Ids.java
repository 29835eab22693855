package dev.belay.platform;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;

/// Makes ids and secrets. Thread-safe.
public final class Ids {
    private final SecureRandom random = new SecureRandom();
    private final InstantSource wall;

    public Ids(InstantSource wall) {
        this.wall = wall;
    }

    /// A UUID of version 7 (RFC 9562): ids of later runs sort after those of earlier ones.
    public String run() {
        long millis = wall.millis();
        long high = (millis << 16) | 0x7000L | (random.nextInt() & 0x0fffL);
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
