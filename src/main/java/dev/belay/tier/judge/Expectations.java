package dev.belay.tier.judge;

import dev.belay.exchange.message.Expected;
import dev.belay.platform.text.LinearPattern;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Holds texts against what callers and policies expect of an answer. Immutable.
public final class Expectations {
    private final List<One> all;

    public Expectations(List<Expected> all) {
        this.all = all.stream().map(One::of).toList();
    }

    /// What is wrong with the text, in words that a model understands; empty if it is as expected.
    public Optional<String> violation(String text) {
        return all.stream()
                .map(one -> one.violation(text))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private record One(Expected expected, LinearPattern pattern) {
        static One of(Expected expected) {
            return new One(expected, expected.pattern() == null ? null : LinearPattern.of(expected.pattern()));
        }

        String violation(String text) {
            int length = text.codePointCount(0, text.length());
            if (expected.minChars() != null && length < expected.minChars()) {
                return "The answer has " + length + " characters; it must have at least " + expected.minChars() + ".";
            }
            if (expected.maxChars() != null && length > expected.maxChars()) {
                return "The answer has " + length + " characters; it must have at most " + expected.maxChars() + ".";
            }
            for (String part : expected.mustContain()) {
                if (!text.contains(part)) {
                    return "The answer must contain \"" + part + "\".";
                }
            }
            for (String part : expected.mustNotContain()) {
                if (text.contains(part)) {
                    return "The answer must not contain \"" + part + "\".";
                }
            }
            return pattern == null ? null : mismatch(text);
        }

        private String mismatch(String text) {
            if (text.length() > LinearPattern.LONGEST_TEXT) {
                return "The answer must have at most " + LinearPattern.LONGEST_TEXT
                        + " characters, so that it can be held against a pattern.";
            }
            return pattern.foundIn(text)
                    ? null
                    : "The answer must match the regular expression " + expected.pattern() + " (syntax of RE2).";
        }
    }
}
