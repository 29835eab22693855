package dev.belay.strategy.voting.meaning;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words that say the opposite of each other. To an embedding model such texts are nearly alike: they are about the
/// same thing.
final class Opposites {
    /// In each line two sides; a word of one is the opposite of every word of the other.
    private static final String LINES = """
            increase raise rise grow gain more | decrease lower fall shrink lose less fewer
            higher above greater larger bigger maximum most | lower below smaller minimum least
            up | down
            before earlier | after later
            always | sometimes rarely
            first | last
            allow permit approve accept grant confirm | forbid prohibit deny reject refuse decline cancel
            agree | disagree object
            enable activate | disable deactivate
            start begin open | stop end close
            add insert create install | remove delete uninstall
            include | exclude
            buy | sell
            win pass succeed success | lose fail failure
            true right correct | false wrong incorrect
            safe secure | dangerous risky
            good better best | bad worse worst
            cheap cheaper cheapest | expensive dear dearer
            fast faster quick | slow slower
            early | late
            left | right
            north | south
            east | west
            public | private
            positive | negative
            full | empty
            free | paid
            guilty | innocent
            encrypt | decrypt
            import | export
            upload | download
            send | receive
            online | offline
            present | absent
            required mandatory | optional
            steigen steigt mehr höher | sinken sinkt weniger niedriger
            erlaubt genehmigt angenommen | verboten abgelehnt
            vorher vor | nachher nach
            richtig wahr | falsch
            gut besser | schlecht schlechter
            links | rechts
            öffnen offen | schließen geschlossen
            """;

    private static final List<String> PREFIXES = List.of("un", "in", "im", "il", "ir", "dis", "non", "de", "mis");
    private static final Map<String, Set<String>> OF = read();

    private Opposites() {}

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> opposites = new HashMap<>();
        LINES.lines().forEach(line -> {
            String[] sides = line.split("\\|");
            put(opposites, sides[0], sides[1]);
            put(opposites, sides[1], sides[0]);
        });
        return opposites;
    }

    private static void put(Map<String, Set<String>> opposites, String words, String others) {
        List<String> against =
                Arrays.stream(others.strip().split(" ")).map(Stem::of).toList();
        for (String word : words.strip().split(" ")) {
            opposites.computeIfAbsent(Stem.of(word), _ -> new HashSet<>()).addAll(against);
        }
    }

    /// Whether one holds a word that the other does not, and the other its opposite.
    ///
    /// @param one stems
    /// @param other stems
    static boolean between(Set<String> one, Set<String> other) {
        return one.stream().filter(word -> !other.contains(word)).anyMatch(word -> other.stream()
                .filter(against -> !one.contains(against))
                .anyMatch(against -> opposed(word, against)));
    }

    private static boolean opposed(String one, String other) {
        return OF.getOrDefault(one, Set.of()).contains(other)
                || PREFIXES.stream().anyMatch(prefix -> other.equals(prefix + one) || one.equals(prefix + other));
    }
}
