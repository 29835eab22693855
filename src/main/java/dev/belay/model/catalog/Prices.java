package dev.belay.model.catalog;

import dev.belay.exchange.Usage;
import java.math.BigDecimal;
import java.math.MathContext;

/// What a model costs, in US dollars per million tokens.
///
/// @param input `null` if not known
/// @param output `null` if not known
public record Prices(BigDecimal input, BigDecimal output) {
    private static final int PER_MILLION = 6;

    /// Tokens with their price; the cost is `null` unless both prices are known.
    public Usage usage(long inputTokens, long outputTokens, boolean estimated) {
        return new Usage(inputTokens, outputTokens, cost(inputTokens, outputTokens), estimated);
    }

    private BigDecimal cost(long inputTokens, long outputTokens) {
        if (input == null || output == null) {
            return null;
        }
        BigDecimal sum =
                input.multiply(BigDecimal.valueOf(inputTokens)).add(output.multiply(BigDecimal.valueOf(outputTokens)));
        return sum.movePointLeft(PER_MILLION).round(MathContext.DECIMAL64);
    }
}
