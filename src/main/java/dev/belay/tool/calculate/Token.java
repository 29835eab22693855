package dev.belay.tool.calculate;

import java.math.BigDecimal;

/// A word of an expression.
///
/// @param text as written, operators in their ASCII form
/// @param value of a number, otherwise `null`
/// @param at place of its first character, from 1
record Token(Kind kind, String text, BigDecimal value, int at) {
    enum Kind {
        NUMBER,
        NAME,
        OPERATOR,
        END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end" : "\"" + text + "\" at " + at;
    }
}
