package dev.belay.budget;

import java.math.BigDecimal;
import java.util.Map;

/// What a step used, as far as it is known. Of a measure that is not named the whole reservation counts as used.
///
/// @param presumed whether it is not what somebody reported, but the most that it can have been
public record Spent(Map<Measure, BigDecimal> amounts, boolean presumed) {
    /// Nobody knows: all that was set aside.
    public static final Spent UNKNOWN = new Spent(Map.of(), true);

    /// It did not take place.
    public static final Spent NOTHING = new Spent(
            Map.of(
                    Measure.USD, BigDecimal.ZERO,
                    Measure.TOKENS, BigDecimal.ZERO,
                    Measure.MODEL_CALLS, BigDecimal.ZERO,
                    Measure.TOOL_CALLS, BigDecimal.ZERO,
                    Measure.SECONDS, BigDecimal.ZERO),
            false);

    public Spent {
        amounts = Map.copyOf(amounts);
    }

    /// Took place, and used nothing that is measured but the calls themselves.
    public static Spent called() {
        return new Spent(Map.of(), false);
    }
}
