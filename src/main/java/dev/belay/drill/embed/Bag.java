package dev.belay.drill.embed;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Vectors of texts that are the same on every machine: a bag of words, hashed (Weinberger et al. 2009, *Feature
/// Hashing for Large Scale Multitask Learning*).
///
/// A text is its words without case, without those that say little, without their usual endings, and with one word for
/// all of a line of [#SYNONYMS]; each adds 1 or -1 at the place that its hash says. So texts with the same words in
/// another order, in other forms, or with synonyms in place of each other, point the same way: the cosine of `The shop
/// ships quickly` and `Fast delivery by the store` is 1. Texts without a word in common are at right angles, nearly. It
/// knows neither order nor negation, as little as real models do reliably.
public final class Bag {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final List<String> ENDINGS = List.of("ingly", "ment", "ing", "ies", "ed", "ly", "es", "s", "e", "y");
    private static final int SHORTEST = 3;

    private static final Set<String> LITTLE = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "been", "by", "can", "do", "does", "for", "from", "get", "gets",
            "has", "have", "i", "in", "is", "it", "its", "may", "of", "on", "or", "our", "so", "than", "that", "the",
            "their", "there", "they", "this", "to", "us", "was", "we", "were", "will", "with", "would", "you", "your");

    /// In each line words that mean the same.
    private static final String SYNONYMS = """
            refund reimburse repay
            buy purchase acquire
            ship deliver send dispatch
            quick fast rapid swift
            big large huge great
            small little tiny
            begin start commence
            end finish complete conclude
            cancel terminate revoke
            help assist support
            fix repair mend
            allow permit let
            need require must
            customer client buyer
            shop store
            parcel package
            price cost fee
            answer reply response
            error fault bug defect
            car automobile vehicle
            doctor physician
            city town
            cheap inexpensive affordable
            forbid prohibit ban
            wrong incorrect
            """;

    private static final Map<String, String> MEANT = read();

    private Bag() {}

    private static Map<String, String> read() {
        Map<String, String> meant = new HashMap<>();
        SYNONYMS.lines().forEach(line -> {
            String[] words = line.split(" ");
            for (String word : words) {
                meant.put(stem(word), stem(words[0]));
            }
        });
        return meant;
    }

    /// @return of length 1, never zero
    public static double[] of(String text, int dimensions) {
        double[] vector = new double[dimensions];
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            if (!LITTLE.contains(word.group())) {
                String stem = stem(word.group());
                add(vector, MEANT.getOrDefault(stem, stem));
            }
        }
        double length = length(vector);
        if (length == 0) {
            // It says nothing, or what it says cancels out.
            add(vector, "\n" + text);
            length = length(vector);
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static void add(double[] vector, String word) {
        long hash = word.hashCode() * 0x9E3779B97F4A7C15L;
        int place = (int) Long.remainderUnsigned(hash >>> 20, vector.length);
        vector[place] += (hash & 1 << 10) == 0 ? 1 : -1;
    }

    private static double length(double[] vector) {
        double squares = 0;
        for (double number : vector) {
            squares += number * number;
        }
        return Math.sqrt(squares);
    }

    private static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }
}
