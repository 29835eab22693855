package dev.belay.drill;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Chance that can be repeated: what is drawn follows from the seed and from what it is drawn for, never from
/// the order in which requests arrive.
///
/// @param seed of the stand-in
record Draw(long seed) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /// A number from 0, below `bound`.
    int below(int bound, String what) {
        return (int) Long.remainderUnsigned(mixed(what), bound);
    }

    Duration between(Duration least, Duration most, String what) {
        long span = most.minus(least).toMillis();
        return span == 0 ? least : least.plusMillis(below((int) span + 1, what));
    }

    /// FNV-1a over the text, then the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    private long mixed(String what) {
        long hash = FNV_OFFSET ^ seed;
        for (byte b : what.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
