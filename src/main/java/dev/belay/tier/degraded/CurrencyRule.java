package dev.belay.tier.degraded;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Converts between two currencies at configured rates, and says that they are configured ones.
final class CurrencyRule implements Rule {
    private static final Pattern QUESTION = Pattern.compile(
            "(?:convert|how much is|what is|what's)\\s+" + Amounts.PATTERN
                    + "\\s?([a-z]{3})\\s+(?:to|in|into)\\s+([a-z]{3})" + "\\s*[?.]?",
            Pattern.CASE_INSENSITIVE);

    private final Map<String, BigDecimal> rates = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    CurrencyRule(Map<String, BigDecimal> rates) {
        this.rates.putAll(rates);
    }

    @Override
    public String certainOf() {
        return rates.isEmpty()
                ? "currencies, if rates were configured"
                : "conversion between " + String.join(", ", rates.keySet()) + " at configured rates";
    }

    @Override
    public Optional<String> answer(String question) {
        Matcher asked = QUESTION.matcher(question);
        if (!asked.matches()) {
            return Optional.empty();
        }
        BigDecimal from = rates.get(asked.group(2));
        BigDecimal to = rates.get(asked.group(3));
        if (from == null || to == null || to.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal amount = Amounts.read(asked.group(1));
        BigDecimal converted = amount.multiply(from).divide(to, MathContext.DECIMAL64);
        return Optional.of("%s %s is %s %s at the configured rates, which may be out of date."
                .formatted(
                        Amounts.write(amount),
                        asked.group(2).toUpperCase(Locale.ROOT),
                        Amounts.write(converted),
                        asked.group(3).toUpperCase(Locale.ROOT)));
    }
}
