package dev.belay.model.catalog;

import dev.belay.exchange.Usage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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

    public boolean known() {
        return input != null && output != null;
    }

    /// The properties that would have to be set for the price to be known.
    ///
    /// @param prefix of the model's properties, without the last dot
    public List<String> missing(String prefix) {
        return Stream.of(
                        input == null ? prefix + ".input-price" : null,
                        output == null ? prefix + ".output-price" : null)
                .filter(Objects::nonNull)
                .toList();
    }

    /// What a token that the model writes costs; the price has to be known.
    public BigDecimal ofOutputToken() {
        return output.movePointLeft(PER_MILLION);
    }

    private BigDecimal cost(long inputTokens, long outputTokens) {
        if (!known()) {
            return null;
        }
        BigDecimal sum =
                input.multiply(BigDecimal.valueOf(inputTokens)).add(output.multiply(BigDecimal.valueOf(outputTokens)));
        return sum.movePointLeft(PER_MILLION).round(MathContext.DECIMAL64);
    }
}
