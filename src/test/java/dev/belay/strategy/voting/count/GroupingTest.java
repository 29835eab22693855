package dev.belay.strategy.voting.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private static final int RUNS = 500;

    /// Texts as far from each other as chance will have it, so that being the same is passed on to nobody.
    private static final class Chance implements Measure {
        private final Map<Set<String>, Double> likeness = new HashMap<>();
        private final SplittableRandom random;

        Chance(long seed) {
            this.random = new SplittableRandom(seed);
        }

        @Override
        public boolean same(Meaning one, Meaning other) {
            return likeness(one, other) >= 0.6;
        }

        /// Of few values, so that many pairs are as alike as others.
        @Override
        public double likeness(Meaning one, Meaning other) {
            return one.key().equals(other.key())
                    ? 1
                    : likeness.computeIfAbsent(Set.of(one.key(), other.key()), _ -> random.nextInt(1, 6) / 5.0);
        }
    }

    @Test
    void whoSpokeFirstDoesNotMatter() {
        for (int run = 0; run < RUNS; run++) {
            var random = new SplittableRandom(run);
            List<String> said = IntStream.range(0, random.nextInt(2, 9))
                    .mapToObj(_ -> "text " + "abcdef".charAt(random.nextInt(6)))
                    .toList();
            Measure measure = new Chance(run);
            List<List<String>> first = groups(said, measure);
            for (int turn = 0; turn < 5; turn++) {
                List<String> other = new ArrayList<>(said);
                Collections.shuffle(other, new Random(31L * run + turn));
                assertThat(groups(other, measure)).as("run %d: %s", run, other).isEqualTo(first);
            }
        }
    }

    @Test
    void nothingIsJoinedThatIsNotTheSame() {
        for (int run = 0; run < RUNS; run++) {
            var random = new SplittableRandom(run);
            List<Cast> casts = casts(IntStream.range(0, 7)
                    .mapToObj(_ -> "text " + random.nextInt(7))
                    .toList());
            Measure measure = new Chance(run);
            Set<Cast> seen = new HashSet<>();
            for (List<Cast> group : Grouping.of(casts, measure)) {
                seen.addAll(group);
                for (Cast one : group) {
                    assertThat(group).allMatch(other -> one == other || measure.same(one.meaning(), other.meaning()));
                }
            }
            assertThat(seen).hasSize(casts.size());
        }
    }

    @Test
    void whatActsIsNeverTheSameAsWhatAnswers() {
        Meaning same = Meaning.of("{\"a\":1}", true);
        List<Cast> casts = List.of(new Cast(0, 0, 0, same, true), new Cast(1, 0, 0, same, false));

        assertThat(Grouping.of(casts, Measure.ofTokens(0.8))).hasSize(2);
    }

    private static List<Cast> casts(List<String> said) {
        return IntStream.range(0, said.size())
                .mapToObj(i -> new Cast(i, i, 1, Meaning.of(said.get(i), true)))
                .toList();
    }

    /// As texts, in an order of their own.
    private static List<List<String>> groups(List<String> said, Measure measure) {
        return Grouping.of(casts(said), measure).stream()
                .map(group -> group.stream()
                        .map(cast -> cast.meaning().key())
                        .sorted()
                        .toList())
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .collect(Collectors.toList());
    }
}
