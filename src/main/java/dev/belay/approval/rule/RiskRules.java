package dev.belay.approval.rule;

import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.Risk;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How much harm a call can do, by its words. Patterns are compiled once.
final class RiskRules {
    /// Matches nothing.
    private static final Pattern NEVER = Pattern.compile("(?!)");

    private final Map<String, Risk> tools;
    private final Pattern critical;
    private final Pattern high;
    private final Pattern medium;

    RiskRules(ApprovalConfig.RiskWords words) {
        this.tools = Map.copyOf(words.tools());
        this.critical = any(words.critical());
        this.high = any(words.high());
        this.medium = any(words.medium());
    }

    Risk of(String tool, Words words) {
        Risk fixed = tools.get(tool);
        if (fixed != null) {
            return fixed;
        }
        if (found(critical, words)) {
            return Risk.CRITICAL;
        }
        if (found(high, words)) {
            return Risk.HIGH;
        }
        return found(medium, words) ? Risk.MEDIUM : Risk.LOW;
    }

    private static boolean found(Pattern pattern, Words words) {
        return pattern.matcher(words.name()).find()
                || words.values().stream()
                        .anyMatch(value -> pattern.matcher(Words.spaced(value)).find());
    }

    /// Whole words, with the endings that English gives to verbs and plurals.
    private static Pattern any(List<String> words) {
        String all = words.stream()
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .map(RiskRules::inflected)
                .collect(Collectors.joining("|"));
        return all.isEmpty()
                ? NEVER
                : Pattern.compile("\\b(?:" + all + ")\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String inflected(String word) {
        return word.endsWith("e")
                ? Pattern.quote(word.substring(0, word.length() - 1)) + "(?:e|es|ed|ing)"
                : Pattern.quote(word) + "(?:s|es|ed|ing)?";
    }
}
