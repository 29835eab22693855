package dev.belay.platform.text;

import java.math.BigDecimal;

/// Decimal numbers that somebody else wrote. `1e-999999999` is short, and a gigabyte once it is written out, or
/// added to another number.
public final class Decimals {
    /// Digits before the point, and after it: more than anybody means, and more than programs print of a `double` that
    /// is an amount.
    public static final int MOST_DIGITS = 60;

    /// Told of one that is not bounded.
    public static final String TOO_LONG = "must have at most " + MOST_DIGITS + " digits before and after its point";

    private Decimals() {}

    /// Whether it is short when it is written out, and safe to reckon with.
    public static boolean bounded(BigDecimal number) {
        return number.scale() <= MOST_DIGITS && (long) number.precision() - number.scale() <= MOST_DIGITS;
    }

    /// Without an exponent, unless it would be long.
    public static String text(BigDecimal number) {
        return bounded(number) ? number.toPlainString() : number.toString();
    }
}
