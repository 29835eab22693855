package dev.belay.tier.degraded;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tax on a net amount, at a rate that the question names or that is configured for the country it names.
final class TaxRule implements Rule {
    private static final String LEAD = "(?:what is|what's|calculate|compute)\\s+(?:the )?";
    private static final String TAX = "(?:sales )?(?:tax|vat)";
    private static final Pattern AT_RATE = Pattern.compile(
            LEAD + "(\\d{1,2}(?:\\.\\d{1,3})?)\\s?%\\s+" + TAX + "\\s+(?:on|of)\\s+" + Amounts.PATTERN + "\\s*[?.]?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_COUNTRY = Pattern.compile(
            LEAD + TAX + "\\s+(?:on|of)\\s+" + Amounts.PATTERN + "\\s+(?:in|for)\\s+([\\p{L} ]{2,40}?)\\s*[?.]?",
            Pattern.CASE_INSENSITIVE);

    private final Map<String, BigDecimal> rates;

    TaxRule(Map<String, BigDecimal> rates) {
        this.rates = rates;
    }

    @Override
    public String certainOf() {
        return "tax on an amount at a rate that is named" + (rates.isEmpty() ? "" : " or configured for a country");
    }

    @Override
    public Optional<String> answer(String question) {
        Matcher rate = AT_RATE.matcher(question);
        if (rate.matches()) {
            return Optional.of(sum(new BigDecimal(rate.group(1)), Amounts.read(rate.group(2)), ""));
        }
        Matcher country = IN_COUNTRY.matcher(question);
        if (!country.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(rates.get(country.group(2).toLowerCase(Locale.ROOT)))
                .map(known ->
                        sum(known, Amounts.read(country.group(1)), ", the rate configured for " + country.group(2)));
    }

    private static String sum(BigDecimal percent, BigDecimal net, String source) {
        BigDecimal tax = net.multiply(percent).movePointLeft(2);
        return "The tax on %s at %s %%%s is %s. With tax: %s."
                .formatted(
                        Amounts.write(net),
                        percent.stripTrailingZeros().toPlainString(),
                        source,
                        Amounts.write(tax),
                        Amounts.write(net.add(tax)));
    }
}
