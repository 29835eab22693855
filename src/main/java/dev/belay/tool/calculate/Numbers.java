package dev.belay.tool.calculate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Decimal arithmetic: exact up to a thousand digits, otherwise to 34. What decimals cannot express goes
/// through doubles and keeps 15 digits.
final class Numbers {
    private static final MathContext ROUNDED = MathContext.DECIMAL128;
    private static final MathContext DOUBLE = new MathContext(15, RoundingMode.HALF_EVEN);
    private static final int MOST_DIGITS = 1_000;
    private static final int MOST_MAGNITUDE = 20_000;
    private static final int LONGEST_PLAIN = 50;

    private Numbers() {}

    /// @throws BadExpression if the value is too large, or too close to zero
    static BigDecimal bounded(BigDecimal value) throws BadExpression {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long magnitude = (long) value.precision() - value.scale();
        if (Math.abs(magnitude) > MOST_MAGNITUDE) {
            throw new BadExpression("the result is " + (magnitude > 0 ? "too large" : "too close to zero"));
        }
        return value.precision() > MOST_DIGITS ? value.round(ROUNDED) : value;
    }

    static BigDecimal divided(BigDecimal a, BigDecimal b) throws BadExpression {
        if (b.signum() == 0) {
            throw new BadExpression("division by zero");
        }
        return bounded(a.divide(b, ROUNDED));
    }

    /// What is left of a whole division, with the sign of the dividend.
    static BigDecimal remainder(BigDecimal a, BigDecimal b) throws BadExpression {
        if (b.signum() == 0) {
            throw new BadExpression("division by zero");
        }
        return bounded(a.remainder(b));
    }

    static BigDecimal power(BigDecimal base, BigDecimal exponent) throws BadExpression {
        if (exponent.stripTrailingZeros().scale() > 0) {
            return real(StrictMath.pow(base.doubleValue(), exponent.doubleValue()));
        }
        if (exponent.abs().compareTo(BigDecimal.valueOf(MOST_MAGNITUDE)) > 0) {
            return farPower(base, exponent);
        }
        int times = Math.abs(exponent.intValueExact());
        boolean exact = (long) base.stripTrailingZeros().precision() * times <= MOST_DIGITS;
        long magnitude = ((long) base.precision() - base.scale()) * times;
        if (Math.abs(magnitude) > 2L * MOST_MAGNITUDE) {
            throw new BadExpression("the result is too large or too close to zero");
        }
        BigDecimal power = exact ? base.pow(times) : base.pow(times, ROUNDED);
        return exponent.signum() < 0 ? divided(BigDecimal.ONE, power) : bounded(power);
    }

    private static BigDecimal farPower(BigDecimal base, BigDecimal exponent) throws BadExpression {
        if (base.abs().compareTo(BigDecimal.ONE) == 0) {
            boolean even = exponent.remainder(BigDecimal.TWO).signum() == 0;
            return even ? BigDecimal.ONE : base;
        }
        if (base.signum() == 0 && exponent.signum() > 0) {
            return BigDecimal.ZERO;
        }
        throw new BadExpression("the exponent is too large");
    }

    static BigDecimal root(BigDecimal value) throws BadExpression {
        if (value.signum() < 0) {
            throw new BadExpression("the square root of a negative number");
        }
        return bounded(value.sqrt(ROUNDED));
    }

    /// @throws BadExpression if this is no number
    static BigDecimal real(double value) throws BadExpression {
        if (!Double.isFinite(value)) {
            throw new BadExpression("the result is not a real number, or too large");
        }
        return bounded(new BigDecimal(value, DOUBLE));
    }

    static String text(BigDecimal value) {
        BigDecimal bare = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        long magnitude = (long) bare.precision() - bare.scale();
        boolean digitsOnly = bare.scale() <= 0 && bare.scale() > -10;
        boolean plain = Math.abs(magnitude) <= LONGEST_PLAIN && bare.scale() <= LONGEST_PLAIN;
        return plain || digitsOnly ? bare.toPlainString() : bare.toString();
    }
}
