package dev.belay.strategy.voting.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    /// @param said in the order of the voters; the last arrives first
    private static Tally tally(String... said) {
        List<Cast> casts = new ArrayList<>();
        for (int i = 0; i < said.length; i++) {
            casts.add(new Cast(i, said.length - i, said[i].length(), Meaning.of(said[i], true)));
        }
        return Tally.of(casts, Measure.ofTokens(0.8));
    }

    @Test
    void thoseThatSayTheSameAreOneGroupTheLargestFirst() {
        Tally tally = tally("Rome", "Paris", "It is Paris.", "Oslo");

        assertThat(tally.groups()).hasSize(3);
        assertThat(tally.groups().getFirst()).extracting(Cast::place).containsExactly(1, 2);
        assertThat(tally.agreement()).isEqualTo(0.5);
        assertThat(tally.group(tally.casts().get(3))).isEqualTo(3);
    }

    /// `red` is the second voter's, `a long blue line` the third's.
    @ParameterizedTest
    @CsvSource({"LONGEST,2", "SHORTEST,1", "FIRST,3", "CONFIDENCE,0", "JUDGE,0"})
    void tiesAreBrokenAsTold(TieBreaker by, int place) {
        Tally tally = tally("blue line", "red", "one very long blue line", "green");

        assertThat(tally.leaders()).hasSize(4);
        assertThat(tally.choice(tally.casts(), by).place()).isEqualTo(place);
    }

    @Test
    void confidenceIsHowAlikeAVoteIsToTheOthers() {
        Tally tally = tally("Paris", "Paris", "Rome");

        assertThat(tally.confidence(tally.casts().getFirst())).isEqualTo(0.5);
        assertThat(tally.confidence(tally.casts().getLast())).isZero();
        assertThat(tally("Paris").confidence(tally("Paris").casts().getFirst())).isNull();
    }
}
