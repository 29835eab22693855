package dev.belay.tool.calculate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts an expression into words.
final class Lexer {
    private static final int LONGEST_NUMBER = 200;
    private static final int MOST_EXPONENT_DIGITS = 4;

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) throws BadExpression {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        for (Token token = lexer.next(); ; token = lexer.next()) {
            tokens.add(token);
            if (token.kind() == Token.Kind.END) {
                return tokens;
            }
        }
    }

    private Token next() throws BadExpression {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Token.Kind.END, "", null, at + 1);
        }
        char c = text.charAt(at);
        if (digit(c) || c == '.') {
            return number();
        }
        return letter(c) ? name() : operator(c);
    }

    private Token number() throws BadExpression {
        int start = at;
        int digits = digits();
        if (peek() == '.') {
            at++;
            digits += digits();
        }
        if (digits == 0) {
            throw new BadExpression("a number was expected at " + (start + 1));
        }
        exponent();
        String number = text.substring(start, at);
        if (number.length() > LONGEST_NUMBER) {
            throw new BadExpression("the number at " + (start + 1) + " is too long");
        }
        return new Token(Token.Kind.NUMBER, number, new BigDecimal(number), start + 1);
    }

    /// `2e` is two and the name `e`; `2e3` is a number.
    private void exponent() throws BadExpression {
        int before = at;
        if (peek() != 'e' && peek() != 'E') {
            return;
        }
        at++;
        if (peek() == '+' || peek() == '-') {
            at++;
        }
        int digits = digits();
        if (digits == 0) {
            at = before;
        }
        if (digits > MOST_EXPONENT_DIGITS) {
            throw new BadExpression("the exponent at " + (before + 1) + " is too large");
        }
    }

    private int digits() {
        int start = at;
        while (digit(peek())) {
            at++;
        }
        return at - start;
    }

    private Token name() {
        int start = at;
        while (letter(peek()) || digit(peek())) {
            at++;
        }
        return new Token(Token.Kind.NAME, text.substring(start, at).toLowerCase(Locale.ROOT), null, start + 1);
    }

    private Token operator(char c) throws BadExpression {
        int start = at++;
        String operator =
                switch (c) {
                    case '+', '/', '%', '^', '(', ')', ',' -> String.valueOf(c);
                    case '-', '−', '–' -> "-";
                    case '×', '·' -> "*";
                    case '÷' -> "/";
                    case 'π' -> "pi";
                    case '*' -> {
                        if (peek() == '*') {
                            at++;
                            yield "^";
                        }
                        yield "*";
                    }
                    default ->
                        throw new BadExpression("\"" + Character.toString(text.codePointAt(start)) + "\" at "
                                + (start + 1) + " does not belong in an expression");
                };
        Token.Kind kind = operator.equals("pi") ? Token.Kind.NAME : Token.Kind.OPERATOR;
        return new Token(kind, operator, null, start + 1);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
