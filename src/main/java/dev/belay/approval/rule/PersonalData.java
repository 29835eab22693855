package dev.belay.approval.rule;

import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.ApprovalConfig.DataKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises personal, health and financial data in texts. Patterns are compiled once.
final class PersonalData {
    private static final Pattern EMAIL = Pattern.compile("[\\w.%+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}");
    private static final Pattern PHONE = Pattern.compile("(?<![\\w+])(?:\\+|00)[1-9](?:[ ()./-]{0,2}\\d){7,13}(?!\\d)"
            + "|(?<!\\w)\\(?\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{4}(?!\\w)");
    private static final Pattern SOCIAL_SECURITY = Pattern.compile("(?<!\\w)\\d{3}-\\d{2}-\\d{4}(?!\\w)");
    private static final Pattern CARD = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)");
    private static final Pattern IBAN =
            Pattern.compile("(?<!\\w)[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}(?!\\w)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEALTH = Pattern.compile(
            "\\b(?:diagnos(?:is|es|ed)|patients?|prescriptions?|medications?|medical|disease|illness|allerg(?:y|ies)"
                    + "|surgery|therapy|pregnan(?:t|cy)|disabilit(?:y|ies)|hiv|blood (?:type|pressure|group)"
                    + "|icd-?10)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern GAPS = Pattern.compile("[ -]");

    private final Map<String, Predicate<String>> kinds = new LinkedHashMap<>();

    PersonalData(ApprovalConfig.Data data) {
        if (!data.kinds().contains(DataKind.NONE)) {
            data.kinds().forEach(kind -> kinds.put(name(kind), known(kind)));
        }
        data.patterns()
                .forEach((name, pattern) ->
                        kinds.put(name, Pattern.compile(pattern).asPredicate()));
    }

    /// The kind of data that is found first.
    Optional<String> in(Words words) {
        return kinds.entrySet().stream()
                .filter(kind -> words.values().stream().anyMatch(kind.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String name(DataKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Predicate<String> known(DataKind kind) {
        return switch (kind) {
            case EMAIL -> EMAIL.asPredicate();
            case PHONE -> PHONE.asPredicate();
            case SOCIAL_SECURITY_NUMBER -> SOCIAL_SECURITY.asPredicate();
            case PAYMENT_CARD -> text -> anyOf(CARD.matcher(text), PersonalData::luhn);
            case IBAN -> text -> anyOf(IBAN.matcher(text), PersonalData::mod97);
            case HEALTH -> HEALTH.asPredicate();
            case NONE -> _ -> false;
        };
    }

    private static boolean anyOf(Matcher found, Predicate<String> holds) {
        return found.results()
                .anyMatch(match -> holds.test(GAPS.matcher(match.group()).replaceAll("")));
    }

    /// The check digit of card numbers (ISO/IEC 7812-1, annex B).
    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    /// The check digits of account numbers (ISO 13616, ISO/IEC 7064 MOD 97-10).
    private static boolean mod97(String iban) {
        String moved = iban.substring(4) + iban.substring(0, 4);
        int rest = 0;
        for (char letter : moved.toCharArray()) {
            int value = Character.digit(letter, 36);
            rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
        }
        return rest == 1;
    }
}
