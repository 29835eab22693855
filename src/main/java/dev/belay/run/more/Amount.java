package dev.belay.run.more;

import dev.belay.budget.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount as a person writes it. What it is an amount of may stand beside it; any other word makes it another:
/// `50 cents` are not fifty dollars, and `20k` is not twenty.
final class Amount {
    private static final String NUMBER = "(\\d{1,12}(?:\\.\\d{1,9})?)";
    private static final String DOLLARS = "(?:\\$|usd|(?:us )?dollars?)";

    private Amount() {}

    /// Whole where parts do not count. Empty if it is not understood.
    static Optional<BigDecimal> read(Measure measure, String answer) {
        Matcher amount = pattern(measure).matcher(answer.strip());
        if (!amount.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(amount.group(1));
        return Optional.of(measure == Measure.USD ? number : number.setScale(0, RoundingMode.FLOOR));
    }

    /// What is understood, for people.
    static String understood(Measure measure) {
        return measure == Measure.USD
                ? "a number of dollars, such as 5, $5 or 5 dollars"
                : "a whole number, such as 5 or 5 " + words(measure);
    }

    static String words(Measure measure) {
        return measure == Measure.USD ? "dollars" : measure.word().replace('_', ' ');
    }

    private static Pattern pattern(Measure measure) {
        String written = measure == Measure.USD
                ? DOLLARS + "?\\s*" + NUMBER + "\\s*" + DOLLARS + "?"
                : NUMBER + "\\s*(?:" + measure.word().replace("_", "[_ ]") + "?)?";
        return Pattern.compile(written, Pattern.CASE_INSENSITIVE);
    }
}
