package dev.belay.exchange.message;

import java.util.List;

/// What an answer has to be like beyond its form, as a caller or a policy says. A text that is not so is no answer.
///
/// @param pattern a regular expression in the syntax of RE2 that has to match somewhere in the text, or `null`
/// @param minChars the fewest characters, or `null`
/// @param maxChars the most characters, or `null`
/// @param mustContain texts that all have to be there, to the letter
/// @param mustNotContain texts of which none may be there
public record Expected(
        String pattern, Integer minChars, Integer maxChars, List<String> mustContain, List<String> mustNotContain) {
    public Expected {
        mustContain = mustContain == null ? List.of() : List.copyOf(mustContain);
        mustNotContain = mustNotContain == null ? List.of() : List.copyOf(mustNotContain);
    }

    /// Whether every text will do.
    public boolean nothing() {
        return pattern == null
                && minChars == null
                && maxChars == null
                && mustContain.isEmpty()
                && mustNotContain.isEmpty();
    }
}
