package dev.belay.budget;

import java.math.BigDecimal;
import java.util.Map;

/// The most that a step may use: of each measure an amount that is certain, and more of it with each token that is
/// written.
///
/// @param least the fewest tokens for which it is worth beginning; 0 if none are written
/// @param most as many tokens as are wanted
/// @param whole whether it is wanted with all of them or not at all
public record Need(Map<Measure, Part> parts, long least, long most, boolean whole) {
    public Need {
        parts = Map.copyOf(parts);
    }

    public Need(Map<Measure, Part> parts, long least, long most) {
        this(parts, least, most, false);
    }

    /// The fewest tokens with which it is taken.
    public long wanted() {
        return whole ? most : least;
    }

    /// @param base what has to be left
    /// @param each for each token that is written; 0 for none
    /// @param high how much is wanted where nothing depends on tokens; not less than `base`
    public record Part(BigDecimal base, BigDecimal each, BigDecimal high) {
        public static Part fixed(long amount) {
            return new Part(BigDecimal.valueOf(amount), BigDecimal.ZERO, BigDecimal.valueOf(amount));
        }

        /// As much as is to be had of `most`, which is a share where others may want some at the same time.
        public static Part upTo(BigDecimal most) {
            return new Part(BigDecimal.ONE, BigDecimal.ZERO, most.max(BigDecimal.ONE));
        }

        public static Part written(BigDecimal base, BigDecimal each) {
            return new Part(base, each, base);
        }
    }

    /// One tool call.
    public static Need toolCall() {
        return new Need(Map.of(Measure.TOOL_CALLS, Part.fixed(1)), 0, 0);
    }
}
