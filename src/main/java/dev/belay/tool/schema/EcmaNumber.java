package dev.belay.tool.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers as ECMAScript writes them (ECMA-262, Number::toString), which is how RFC 8785 wants them.
final class EcmaNumber {
    private EcmaNumber() {}

    /// @throws IllegalArgumentException if no finite double is meant
    static String text(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a number beyond the range of a double");
        }
        return value == 0 ? "0" : layout(shortest(value));
    }

    /// The value as a double is written; an integer that no double holds is written in full, so that two
    /// different calls never look alike. That goes beyond RFC 8785, which leaves such numbers out.
    ///
    /// @throws IllegalArgumentException if it is a fraction that no double comes near: beyond their range, or so
    ///     close to zero that it would be taken for it
    static String text(BigDecimal value, boolean integral) {
        if (integral && value.signum() != 0 && !heldByDouble(value)) {
            return value.toBigIntegerExact().toString();
        }
        double near = value.doubleValue();
        if (near == 0 && value.signum() != 0) {
            throw new IllegalArgumentException("a number too close to zero for a double");
        }
        return text(near);
    }

    private static boolean heldByDouble(BigDecimal value) {
        double near = value.doubleValue();
        return Double.isFinite(near) && shortest(near).compareTo(value) == 0;
    }

    /// The fewest digits that name this double. `Double.toString` gives them since JDK 19, except that it never
    /// writes fewer than two: of those, one digit may do.
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (digits.precision() == 2) {
            BigDecimal one = digits.round(new java.math.MathContext(1, RoundingMode.HALF_EVEN));
            if (one.doubleValue() == value) {
                return one.stripTrailingZeros();
            }
        }
        return digits;
    }

    private static String layout(BigDecimal value) {
        String digits = value.unscaledValue().abs().toString();
        int count = digits.length();
        int point = count - value.scale();
        String sign = value.signum() < 0 ? "-" : "";
        if (count <= point && point <= 21) {
            return sign + digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return sign + digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String fraction = count == 1 ? "" : "." + digits.substring(1);
        return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
