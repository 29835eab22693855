package dev.belay.tool.calculate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Reads one expression by recursive descent and works it out on the way.
///
/// ```
/// sum     = product (("+" | "-") product)*
/// product = signed (("*" | "/" | "%") signed)*
/// signed  = ("+" | "-") signed | power
/// power   = primary ("^" signed)?              so -2^2 is -4, and 2^3^2 is 2^9
/// primary = number | name | name "(" sum ("," sum)* ")" | "(" sum ")"
/// ```
public final class Calculation {
    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 200;
    private static final BigDecimal PI = new BigDecimal("3.141592653589793238462643383279503");
    private static final BigDecimal E = new BigDecimal("2.718281828459045235360287471352662");

    private final List<Token> tokens;
    private int at;
    private int depth;

    private Calculation(List<Token> tokens) {
        this.tokens = tokens;
    }

    /// The value of the expression, without needless zeros.
    ///
    /// @throws BadExpression saying what is wrong, and where
    public static String evaluate(String expression) throws BadExpression {
        if (expression.length() > LONGEST) {
            throw new BadExpression("the expression is longer than " + LONGEST + " characters");
        }
        Calculation calculation = new Calculation(Lexer.tokens(expression));
        try {
            BigDecimal value = calculation.sum();
            if (calculation.peek().kind() != Token.Kind.END) {
                throw new BadExpression("an operator was expected before " + calculation.peek());
            }
            return Numbers.text(value);
        } catch (ArithmeticException _) {
            throw new BadExpression("the result is too large or too close to zero");
        }
    }

    private BigDecimal sum() throws BadExpression {
        BigDecimal value = product();
        while (true) {
            if (take("+")) {
                value = Numbers.bounded(value.add(product()));
            } else if (take("-")) {
                value = Numbers.bounded(value.subtract(product()));
            } else {
                return value;
            }
        }
    }

    private BigDecimal product() throws BadExpression {
        BigDecimal value = signed();
        while (true) {
            if (take("*")) {
                value = Numbers.bounded(value.multiply(signed()));
            } else if (take("/")) {
                value = Numbers.divided(value, signed());
            } else if (take("%")) {
                value = Numbers.remainder(value, signed());
            } else {
                return value;
            }
        }
    }

    private BigDecimal signed() throws BadExpression {
        if (++depth > DEEPEST) {
            throw new BadExpression("the expression is nested too deeply");
        }
        BigDecimal value = take("-") ? signed().negate() : take("+") ? signed() : power();
        depth--;
        return value;
    }

    private BigDecimal power() throws BadExpression {
        BigDecimal base = primary();
        return take("^") ? Numbers.power(base, signed()) : base;
    }

    private BigDecimal primary() throws BadExpression {
        Token token = tokens.get(at++);
        if (token.kind() == Token.Kind.NUMBER) {
            return Numbers.bounded(token.value());
        }
        if (token.kind() == Token.Kind.NAME) {
            return take("(") ? Functions.call(token.text(), values()) : constant(token);
        }
        if (token.is("(")) {
            BigDecimal value = sum();
            close();
            return value;
        }
        throw new BadExpression("a number was expected, not " + token);
    }

    private List<BigDecimal> values() throws BadExpression {
        List<BigDecimal> values = new ArrayList<>();
        do {
            values.add(sum());
        } while (take(","));
        close();
        return values;
    }

    private static BigDecimal constant(Token name) throws BadExpression {
        return switch (name.text()) {
            case "pi" -> PI;
            case "e" -> E;
            default -> throw new BadExpression("nothing is known as " + name);
        };
    }

    private void close() throws BadExpression {
        if (!take(")")) {
            throw new BadExpression("a ) was expected before " + peek());
        }
    }

    private boolean take(String operator) {
        if (peek().is(operator)) {
            at++;
            return true;
        }
        return false;
    }

    private Token peek() {
        return tokens.get(at);
    }
}
