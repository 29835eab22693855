package dev.belay.gateway.intake;

import dev.belay.exchange.message.Expected;
import dev.belay.platform.text.LinearPattern;
import java.util.List;
import java.util.Optional;

/// Reads what a caller expects of the text of an answer: the object `validate`.
final class Validation {
    private static final int MOST_CHARS = 10_000_000;
    private static final int MOST_TEXTS = 32;
    private static final int LONGEST_TEXT = 1_000;

    private Validation() {}

    static List<Expected> read(Fields body) {
        Optional<Fields> given = body.object("validate");
        if (given.isEmpty()) {
            return List.of();
        }
        Fields fields = given.get();
        Integer least = chars(fields, "min_chars");
        Integer most = chars(fields, "max_chars");
        if (least != null && most != null && least > most) {
            throw fields.wrong("min_chars", "must not be more than max_chars");
        }
        Expected expected = new Expected(
                pattern(fields),
                least,
                most,
                fields.texts("must_contain", MOST_TEXTS, LONGEST_TEXT),
                fields.texts("must_not_contain", MOST_TEXTS, LONGEST_TEXT));
        fields.nothingElse();
        if (expected.nothing()) {
            throw body.wrong("validate", "must say what is expected");
        }
        return List.of(expected);
    }

    private static Integer chars(Fields fields, String name) {
        return fields.integer(name, 1, MOST_CHARS).map(Long::intValue).orElse(null);
    }

    private static String pattern(Fields fields) {
        String pattern = fields.text("pattern", LinearPattern.LONGEST).orElse(null);
        if (pattern != null) {
            try {
                LinearPattern.of(pattern);
            } catch (IllegalArgumentException e) {
                throw fields.wrong("pattern", e.getMessage());
            }
        }
        return pattern;
    }
}
