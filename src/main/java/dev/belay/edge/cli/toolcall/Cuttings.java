package dev.belay.edge.cli.toolcall;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Cuts texts into pieces at random places, the same for the same seed.
final class Cuttings {
    private final int pieces;
    private final long seed;

    Cuttings(int pieces, long seed) {
        this.pieces = pieces;
        this.seed = seed;
    }

    /// The ends of the pieces, the last of which is the end of the text. Some pieces may be empty.
    int[] of(String text) {
        SplittableRandom random = new SplittableRandom(seed + text.hashCode());
        int[] ends = IntStream.range(0, pieces)
                .map(piece -> piece == pieces - 1 ? text.length() : random.nextInt(text.length() + 1))
                .toArray();
        Arrays.sort(ends);
        return ends;
    }
}
