package dev.belay.edge.cli.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.NameIterator;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// The properties that there are, to tell a slip from a word and to guess what was meant.
///
/// @param mappings interfaces that own properties
record Words(Collection<Class<?>> mappings) {
    private static final String OURS = "belay.";

    /// Properties without a mapping: they are read before there is one.
    private static final Set<String> EARLY = Set.of(ConfigFileSource.PROPERTY);

    private static final String ANY = "*";

    /// Properties that no mapping owns. In the environment nothing is looked for: others put variables there, as
    /// Kubernetes does for a service that is called `belay`.
    Set<String> strangers(SmallRyeConfig config) {
        List<String> prefixes = mappings.stream()
                .map(type -> type.getAnnotation(ConfigMapping.class).prefix() + ".")
                .toList();
        Set<String> strangers = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            if (source instanceof EnvConfigSource) {
                continue;
            }
            for (String name : source.getPropertyNames()) {
                boolean owned = prefixes.stream().anyMatch(prefix -> (name + ".").startsWith(prefix));
                if (name.startsWith(OURS) && !owned && !EARLY.contains(name)) {
                    strangers.add(name);
                }
            }
        }
        return strangers;
    }

    /// The property that was probably meant, if one is near enough.
    Optional<String> nearest(String unknown) {
        List<String> words = words(unknown);
        return mappings.stream()
                .flatMap(type -> ConfigMappings.getProperties(ConfigClass.configClass(type)).keySet().stream())
                .map(Words::words)
                .filter(known -> known.size() == words.size())
                .map(known -> new Guess(known, distance(words, known)))
                .filter(guess -> guess.distance() <= allowed(words, guess.words()))
                .min(Comparator.comparingInt(Guess::distance))
                .map(guess -> guess.name(words));
    }

    private static int allowed(List<String> said, List<String> known) {
        int longest = 0;
        for (int i = 0; i < said.size(); i++) {
            if (!known.get(i).equals(ANY) && !known.get(i).equals(said.get(i))) {
                longest = Math.max(longest, said.get(i).length());
            }
        }
        return Math.max(1, longest / 3);
    }

    private static int distance(List<String> said, List<String> known) {
        int distance = 0;
        for (int i = 0; i < said.size(); i++) {
            distance += known.get(i).equals(ANY) ? 0 : distance(said.get(i), known.get(i));
        }
        return distance;
    }

    /// How many letters have to be changed, added, left out or swapped with their neighbour (optimal string alignment).
    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(one, other, i, j, cost);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int step(String one, String other, int i, int j, int[][] cost) {
        int changed = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (NameIterator at = new NameIterator(name); at.hasNext(); at.next()) {
            words.add(at.getNextSegment());
        }
        return words;
    }

    private record Guess(List<String> words, int distance) {

        /// With the names that the operator chose where the property leaves the choice.
        String name(List<String> said) {
            List<String> name = new ArrayList<>();
            for (int i = 0; i < said.size(); i++) {
                String word = words.get(i).equals(ANY) ? said.get(i) : words.get(i);
                name.add(word.contains(".") || word.contains("/") ? '"' + word + '"' : word);
            }
            return String.join(".", name);
        }
    }
}
