package dev.belay.toolcall.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.belay.toolcall.value.Scan.Refused;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Reads numbers of JSON, Python and JavaScript. Decimal fractions keep their digits.
final class Numbers {
    private static final int MOST_DIGITS = 1_000;
    private static final int MOST_EXPONENT_DIGITS = 4;

    private final Scan scan;

    Numbers(Scan scan) {
        this.scan = scan;
    }

    /// Place after the number at a place, or that place if there is none.
    int after(int from) {
        int at = sign(from);
        if (scan.charAt(at) == '0' && radix(at) != 10) {
            int end = digits(at + 2, radix(at));
            return end > at + 2 ? end : from;
        }
        int whole = digits(at, 10);
        int end = whole;
        boolean fraction = scan.charAt(whole) == '.';
        if (fraction) {
            end = digits(whole + 1, 10);
        }
        boolean leadingZero = whole - at > 1 && scan.charAt(at) == '0';
        int digits = whole - at + (fraction ? end - whole - 1 : 0);
        return digits == 0 || leadingZero ? from : exponent(end);
    }

    private int sign(int at) {
        char c = scan.charAt(at);
        return c == '-' || c == '+' ? at + 1 : at;
    }

    private int radix(int at) {
        return switch (scan.charAt(at + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private int exponent(int end) {
        char c = scan.charAt(end);
        if (c != 'e' && c != 'E') {
            return end;
        }
        int digits = sign(end + 1);
        int after = digits(digits, 10);
        return after > digits ? after : end;
    }

    /// Underscores stand between digits only.
    private int digits(int from, int radix) {
        int at = from;
        int most = from + 2 * MOST_DIGITS;
        while (at < most && (digit(at, radix) || separator(at, from, radix))) {
            at++;
        }
        return at;
    }

    private boolean separator(int at, int from, int radix) {
        return scan.charAt(at) == '_' && at > from && digit(at - 1, radix) && digit(at + 1, radix);
    }

    private boolean digit(int place, int radix) {
        char c = scan.charAt(place);
        return c < 128 && Character.digit(c, radix) >= 0;
    }

    /// @param end as [#after(int)] found it
    JsonNode read(int end) throws Refused {
        int start = scan.at();
        scan.spend(end - start);
        if (end - start > MOST_DIGITS) {
            throw new Refused("a number has too many digits");
        }
        String written = scan.text().substring(start, end);
        scan.moveTo(end);
        String plain = written.replace("_", "");
        boolean negative = plain.startsWith("-");
        if (plain.length() != written.length() || plain.startsWith("+")) {
            scan.repair(Repair.NUMBER_FORM);
        }
        String digits = negative || plain.startsWith("+") ? plain.substring(1) : plain;
        if (digits.length() > 1
                && digits.charAt(0) == '0'
                && Character.isLetter(digits.charAt(1))
                && "xXoObB".indexOf(digits.charAt(1)) >= 0) {
            scan.repair(Repair.NUMBER_FORM);
            BigInteger value =
                    new BigInteger(digits.substring(2), radix(negative || plain.startsWith("+") ? start + 1 : start));
            return integer(negative ? value.negate() : value);
        }
        return decimal(digits, negative);
    }

    private JsonNode decimal(String digits, boolean negative) throws Refused {
        int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        int point = digits.indexOf('.');
        if (exponent < 0 && point < 0) {
            return integer(new BigInteger(negative ? "-" + digits : digits));
        }
        int mantissa = exponent < 0 ? digits.length() : exponent;
        if (point == 0 || point == mantissa - 1) {
            scan.repair(Repair.NUMBER_FORM);
        }
        if (exponent >= 0 && digits.length() - exponent - 1 > MOST_EXPONENT_DIGITS) {
            throw new Refused("a number has too large an exponent");
        }
        BigDecimal value = new BigDecimal(digits);
        return DecimalNode.valueOf(negative ? value.negate() : value);
    }

    static JsonNode node(BigDecimal value) {
        return value.scale() == 0 ? integer(value.toBigInteger()) : DecimalNode.valueOf(value);
    }

    /// The whole number or decimal fraction that a text is, or `null`: no blanks, exponents or leading zeros.
    static JsonNode plain(String text) {
        String digits = text.startsWith("-") ? text.substring(1) : text;
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        String rest = point < 0 ? "0" : digits.substring(point + 1);
        boolean leadingZero = whole.length() > 1 && whole.charAt(0) == '0';
        return digits(whole) && digits(rest) && !leadingZero && text.length() < MOST_DIGITS
                ? node(new BigDecimal(text))
                : null;
    }

    private static boolean digits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? LongNode.valueOf(value.longValue()) : BigIntegerNode.valueOf(value);
    }
}
