package dev.belay.tier.degraded;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// Amounts of money as people write them in English: `1234.5` or `1,234.50`. A comma anywhere else may be a
/// decimal comma, and then nothing is certain.
final class Amounts {
    static final String PATTERN = "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,6})?|\\d{1,15}(?:\\.\\d{1,6})?)";
    private static final Pattern COMMA = Pattern.compile(",");

    private Amounts() {}

    static BigDecimal read(String text) {
        return new BigDecimal(COMMA.matcher(text).replaceAll(""));
    }

    /// Two places, half even, which favours neither side.
    static String write(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }
}
