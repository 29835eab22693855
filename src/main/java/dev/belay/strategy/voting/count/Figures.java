package dev.belay.strategy.voting.count;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers and dates of a text in one spelling each: `1,200.50` and `1200.5`, `21 Nov 2026` and
/// `2026-11-21` are the same. Dates of digits and slashes are left alone, because nobody can tell the month
/// from the day.
final class Figures {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
    private static final Pattern ISO = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b(?!T\\d)");
    private static final Pattern DAY_FIRST = Pattern.compile(
            "\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?" + MONTH + ",?\\s+(\\d{4})\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern MONTH_FIRST = Pattern.compile(
            "\\b" + MONTH + "\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOTTED = Pattern.compile("\\b(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})\\b");
    private static final Pattern SLASHED = Pattern.compile("\\b\\d{1,4}(?:/\\d{1,4})+\\b");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{L}\\p{N}_.])-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?(?![\\p{L}\\p{N}_])"
                    + "|(?<![\\p{L}\\p{N}_.])-?\\d{1,40}(?:\\.\\d{1,40})?(?![\\p{L}\\p{N}_])");

    private Figures() {}

    /// @param rest the text without them
    record Found(Set<String> figures, String rest) {}

    static Found in(String text) {
        Set<String> figures = new TreeSet<>();
        String rest = text;
        rest = take(ISO, rest, figures, it -> date(it.group(1), it.group(2), it.group(3)));
        rest = take(DAY_FIRST, rest, figures, it -> date(it.group(3), month(it.group(2)), it.group(1)));
        rest = take(MONTH_FIRST, rest, figures, it -> date(it.group(3), month(it.group(1)), it.group(2)));
        rest = take(DOTTED, rest, figures, it -> date(it.group(3), it.group(2), it.group(1)));
        rest = take(SLASHED, rest, figures, Matcher::group);
        rest = take(NUMBER, rest, figures, it -> plain(new BigDecimal(it.group().replace(",", ""))));
        return new Found(figures, rest);
    }

    /// The figure that a text is, or `null` if it is something else. Digits with a zero in front are a name: `007` is
    /// not `7`.
    static String whole(String text) {
        Found found = in(text);
        boolean figure = found.figures().size() == 1 && found.rest().isBlank();
        return figure && !text.matches("-?0\\d+(?:\\.\\d+)?")
                ? found.figures().iterator().next()
                : null;
    }

    static String plain(BigDecimal number) {
        if (Math.abs((long) number.scale()) > 1_000) {
            return number.toString();
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String take(Pattern pattern, String text, Set<String> figures, Reading reading) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll(match -> {
            String figure = reading.of(matcher);
            if (figure == null) {
                return Matcher.quoteReplacement(match.group());
            }
            figures.add(figure);
            return " ";
        });
    }

    private static String month(String name) {
        return String.valueOf(MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) + 1);
    }

    /// @return `null` if there is no such day
    private static String date(String year, String month, String day) {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toString();
        } catch (DateTimeException _) {
            return null;
        }
    }

    private interface Reading {
        String of(Matcher found);
    }
}
