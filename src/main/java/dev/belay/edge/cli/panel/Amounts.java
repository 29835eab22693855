package dev.belay.edge.cli.panel;

import dev.belay.platform.text.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Times, counts and money as people read them.
public final class Amounts {
    private static final BigDecimal LEAST = new BigDecimal("0.0001");

    private Amounts() {}

    /// `2.3 s`
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /// `1 tool`, `2 tools`
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /// `$0.0021`; empty if it is nothing or not known.
    public static String money(BigDecimal usd) {
        if (usd == null || usd.signum() == 0) {
            return "";
        }
        if (usd.compareTo(LEAST) < 0) {
            return "<$0.0001";
        }
        if (!Decimals.bounded(usd)) {
            return "$" + usd;
        }
        int digits = usd.compareTo(BigDecimal.ONE) < 0 ? 4 : 2;
        return "$" + usd.setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
