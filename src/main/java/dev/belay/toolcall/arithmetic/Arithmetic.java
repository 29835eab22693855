package dev.belay.toolcall.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/// Arithmetic of numbers as Python does it: `+ - * / // % **`, signs and parentheses. Whole numbers stay whole but for
/// `/` and negative powers; everything else is a floating-point number of 64 bits.
///
/// Nothing but numbers is worked out, and what could just as well be a date, a range or a number of a telephone is not:
/// `2024-10-15`, `3-5` and `10/12/2024` have no spaces around their signs. Never throws; looks at 200
/// characters at most.
public final class Arithmetic {
    private static final int LONGEST = 200;
    private static final int DEEPEST = 16;
    private static final int MOST_BITS = 256;

    private final String text;
    private final int to;
    private int at;
    private int depth;
    private int operators;
    private int doubtful;
    private boolean fraction;

    private Arithmetic(String text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = Math.min(to, from + LONGEST);
    }

    /// @param value a whole number or a decimal fraction
    /// @param end place after the last number or parenthesis
    public record Result(BigDecimal value, int end) {}

    /// What stands at a place.
    ///
    /// @return `null` if it is no arithmetic, has no value, or may be meant otherwise
    public static Result at(String text, int from, int to) {
        Arithmetic reading = new Arithmetic(text, from, to);
        try {
            Number value = reading.sum();
            boolean meant = reading.operators > reading.doubtful || reading.doubtful == 1 && reading.fraction;
            return reading.operators == 0 || !meant ? null : new Result(value.decimal(), reading.at);
        } catch (NoValue _) {
            return null;
        }
    }

    private Number sum() throws NoValue {
        Number left = product();
        while (true) {
            int before = at;
            char sign = operator("+-");
            if (sign == 0) {
                return left;
            }
            count(sign == '-' && !spaced(before));
            Number right = product();
            left = sign == '+' ? left.plus(right) : left.plus(right.negated());
        }
    }

    private Number product() throws NoValue {
        Number left = signed();
        while (true) {
            int before = at;
            char sign = operator("*/%");
            if (sign == 0) {
                return left;
            }
            if (sign == '/' && here() == '/') {
                at++;
                count(false);
                left = left.floored(signed());
            } else if (sign == '/') {
                boolean tight = !spaced(before);
                fraction |= tight;
                count(tight);
                left = left.over(signed());
            } else {
                count(false);
                Number right = signed();
                left = sign == '*' ? left.times(right) : left.modulo(right);
            }
        }
    }

    private void count(boolean mayBeMeantOtherwise) {
        operators++;
        if (mayBeMeantOtherwise) {
            doubtful++;
        }
    }

    /// Of a sign that was taken after `before`.
    private boolean spaced(int before) {
        return at > before + 1 && at < to && text.charAt(before) == ' ' && text.charAt(at) == ' ';
    }

    private Number signed() throws NoValue {
        blanks();
        if (here() == '-' || here() == '+') {
            boolean negative = here() == '-';
            at++;
            deeper();
            Number value = signed();
            depth--;
            return negative ? value.negated() : value;
        }
        return power();
    }

    private Number power() throws NoValue {
        Number base = atom();
        int before = at;
        blanks();
        if (here() != '*' || at + 1 >= to || text.charAt(at + 1) != '*') {
            at = before;
            return base;
        }
        at += 2;
        count(false);
        deeper();
        Number exponent = signed();
        depth--;
        return base.to(exponent);
    }

    private Number atom() throws NoValue {
        blanks();
        if (here() == '(') {
            at++;
            deeper();
            Number inner = sum();
            depth--;
            blanks();
            if (here() != ')') {
                throw new NoValue();
            }
            at++;
            return inner;
        }
        return number();
    }

    private void deeper() throws NoValue {
        if (++depth > DEEPEST) {
            throw new NoValue();
        }
    }

    private Number number() throws NoValue {
        int start = at;
        digits();
        boolean whole = here() != '.';
        if (!whole) {
            at++;
            digits();
        }
        int digits = at - start - (whole ? 0 : 1);
        if ((here() == 'e' || here() == 'E') && digits > 0) {
            at++;
            at += here() == '-' || here() == '+' ? 1 : 0;
            int exponent = at;
            digits();
            whole = false;
            if (at == exponent || at - exponent > 3) {
                throw new NoValue();
            }
        }
        String written = text.substring(start, at);
        boolean leadingZero = whole && written.length() > 1 && written.charAt(0) == '0';
        if (digits == 0 || leadingZero || Character.isLetter(here()) || here() == '_') {
            throw new NoValue();
        }
        return whole ? Number.of(new BigInteger(written)) : Number.of(Double.parseDouble(written));
    }

    private void digits() {
        while (here() >= '0' && here() <= '9') {
            at++;
        }
    }

    private char operator(String signs) {
        int before = at;
        blanks();
        char c = here();
        boolean power = c == '*' && at + 1 < to && text.charAt(at + 1) == '*';
        if (c == 0 || signs.indexOf(c) < 0 || power) {
            at = before;
            return 0;
        }
        at++;
        return c;
    }

    private void blanks() {
        while (here() == ' ') {
            at++;
        }
    }

    /// NUL outside.
    private char here() {
        return at < to ? text.charAt(at) : 0;
    }

    /// A whole number or, if that is `null`, a floating-point one.
    private record Number(BigInteger whole, double real) {
        static Number of(BigInteger value) throws NoValue {
            if (value.bitLength() > MOST_BITS) {
                throw new NoValue();
            }
            return new Number(value, value.doubleValue());
        }

        static Number of(double value) throws NoValue {
            if (!Double.isFinite(value)) {
                throw new NoValue();
            }
            return new Number(null, value);
        }

        BigDecimal decimal() {
            return whole != null ? new BigDecimal(whole) : BigDecimal.valueOf(real);
        }

        Number negated() throws NoValue {
            return whole != null ? of(whole.negate()) : of(-real);
        }

        Number plus(Number other) throws NoValue {
            return both(other) ? of(whole.add(other.whole)) : of(real + other.real);
        }

        Number times(Number other) throws NoValue {
            return both(other) ? of(whole.multiply(other.whole)) : of(real * other.real);
        }

        /// Python rounds the quotient of whole numbers once.
        Number over(Number other) throws NoValue {
            other.notZero();
            return both(other)
                    ? of(new BigDecimal(whole)
                            .divide(new BigDecimal(other.whole), MathContext.DECIMAL128)
                            .doubleValue())
                    : of(real / other.real);
        }

        Number floored(Number other) throws NoValue {
            other.notZero();
            if (!both(other)) {
                return of(Math.floor(real / other.real));
            }
            BigInteger[] parts = whole.divideAndRemainder(other.whole);
            boolean down = parts[1].signum() != 0 && parts[1].signum() != other.whole.signum();
            return of(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
        }

        /// Of the sign of the divisor.
        Number modulo(Number other) throws NoValue {
            other.notZero();
            if (!both(other)) {
                double rest = real % other.real;
                return of(rest != 0 && rest < 0 != other.real < 0 ? rest + other.real : rest);
            }
            BigInteger rest = whole.remainder(other.whole);
            return of(rest.signum() != 0 && rest.signum() != other.whole.signum() ? rest.add(other.whole) : rest);
        }

        Number to(Number exponent) throws NoValue {
            if (!both(exponent) || exponent.whole.signum() < 0) {
                return of(Math.pow(real, exponent.real));
            }
            boolean small = exponent.whole.bitLength() <= 16
                    && (long) Math.max(1, whole.bitLength()) * exponent.whole.intValue() <= 2 * MOST_BITS;
            if (!small) {
                throw new NoValue();
            }
            return of(whole.pow(exponent.whole.intValue()));
        }

        private boolean both(Number other) {
            return whole != null && other.whole != null;
        }

        private void notZero() throws NoValue {
            if (real == 0) {
                throw new NoValue();
            }
        }
    }

    /// Never leaves this class.
    private static final class NoValue extends Exception {
        NoValue() {
            super(null, null, false, false);
        }
    }
}
