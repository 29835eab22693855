package dev.belay.approval.rule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How alike the arguments of two calls of a tool are: Jaccard's index of their words, which is how many they share
/// among all that either has. Words are those of names and values at any depth; of a number only its sign and its order
/// of magnitude counts, so that 480 is like 510 and not like 48000.
public final class Likeness {
    /// Of each call; what comes after is not compared.
    static final int MOST_WORDS = 500;

    /// Characters of arguments that are compared; a text that is cut here is read as far as it goes.
    public static final int LONGEST = 10_000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");

    private Likeness() {}

    /// @param arguments JSON
    /// @param cases arguments of others, each perhaps cut
    /// @return from 0 to 1, of the case most alike; negative if there is no case
    public static double most(String arguments, List<String> cases) {
        Set<String> words = words(arguments);
        return cases.stream()
                .mapToDouble(other -> jaccard(words, words(other)))
                .max()
                .orElse(-1);
    }

    private static double jaccard(Set<String> one, Set<String> other) {
        if (one.isEmpty() && other.isEmpty()) {
            return 1;
        }
        long shared = one.stream().filter(other::contains).count();
        return (double) shared / (one.size() + other.size() - shared);
    }

    static Set<String> words(String json) {
        Set<String> words = new HashSet<>();
        String start = json.length() > LONGEST ? json.substring(0, LONGEST) : json;
        try (JsonParser parser = Json.mapper().createParser(start)) {
            read(parser, start, words);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can be opened and closed", e);
        }
        return words;
    }

    /// What cannot be read as JSON, because it was cut or never was any, is read as a plain text from there on.
    private static void read(JsonParser parser, String json, Set<String> words) {
        try {
            JsonToken token = parser.nextToken();
            while (token != null && words.size() < MOST_WORDS) {
                add(token, parser.getText(), words);
                token = parser.nextToken();
            }
        } catch (IOException _) {
            long from = Math.clamp(parser.currentTokenLocation().getCharOffset(), 0, json.length());
            split(json.substring((int) from), words);
        }
    }

    private static void add(JsonToken token, String text, Set<String> words) {
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> words.add(magnitude(text));
            case FIELD_NAME, VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> split(text, words);
            default -> {
                // holds no word
            }
        }
    }

    private static void split(String text, Set<String> words) {
        Matcher word = WORD.matcher(Words.spaced(text).toLowerCase(Locale.ROOT));
        while (words.size() < MOST_WORDS && word.find()) {
            words.add(DIGITS.matcher(word.group()).matches() ? digits(word.group()) : word.group());
        }
    }

    /// Digits within a text are a number that is not negative, and may be very long.
    private static String digits(String text) {
        int zeros = 0;
        while (zeros < text.length() && Character.digit(text.charAt(zeros), 10) == 0) {
            zeros++;
        }
        return zeros == text.length() ? "#0" : "#e" + (text.length() - zeros - 1);
    }

    private static String magnitude(String number) {
        double value = Double.parseDouble(number);
        if (value == 0) {
            return "#0";
        }
        return (value < 0 ? "#-e" : "#e") + (int) Math.floor(Math.log10(Math.abs(value)));
    }
}
