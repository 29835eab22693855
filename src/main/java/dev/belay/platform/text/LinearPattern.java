package dev.belay.platform.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;

/// A regular expression of somebody we do not know, in the syntax of RE2: matched in time linear in the text, and
/// bounded in size, so that no pattern keeps a processor busy. Immutable; may be used by any thread.
public final class LinearPattern {
    /// The most characters of a pattern.
    public static final int LONGEST = 512;

    /// The most characters of a text that a pattern is held against.
    public static final int LONGEST_TEXT = 100_000;

    private static final int MOST_STEPS = 1_000;
    private static final long MOST_UNROLLED = 200_000;
    private static final java.util.regex.Pattern COUNTED = java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /// @throws IllegalArgumentException if it cannot be used; the message says why and quotes nothing secret
    public static LinearPattern of(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("must have 1 to " + LONGEST + " characters");
        }
        if (unrolled(text) > MOST_UNROLLED) {
            throw new IllegalArgumentException("repeats too much");
        }
        try {
            Pattern pattern = Pattern.compile(text);
            if (pattern.programSize() > MOST_STEPS) {
                throw new IllegalArgumentException("is too large: repetitions count as often as they repeat");
            }
            return new LinearPattern(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no regular expression of RE2: " + e.getDescription(), e);
        }
    }

    /// The compiler writes counted repetitions out before their size can be asked for. This is never less than what
    /// comes of that, however they are nested.
    private static long unrolled(String text) {
        long size = text.length();
        Matcher counts = COUNTED.matcher(text);
        while (counts.find() && size <= MOST_UNROLLED) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            size *= most.length() > 4 ? MOST_UNROLLED : Math.max(1, Long.parseLong(most));
        }
        return size;
    }

    /// Whether it matches anywhere in the text, which must not be longer than [#LONGEST_TEXT].
    public boolean foundIn(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters");
        }
        return pattern.matcher(text).find();
    }
}
