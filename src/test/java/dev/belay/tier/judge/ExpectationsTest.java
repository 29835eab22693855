package dev.belay.tier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Expected;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationsTest {

    @Test
    void saysWhatIsWrong() {
        Expected expected = new Expected("\\d", 3, 8, List.of("x"), List.of("sorry"));
        Expectations expectations = new Expectations(List.of(expected));
        assertThat(expectations.violation("x 12")).isEmpty();
        assertThat(expectations.violation("x1")).get().asString().contains("2 characters", "at least 3");
        assertThat(expectations.violation("x 1234567")).get().asString().contains("at most 8");
        assertThat(expectations.violation("1234")).get().asString().contains("must contain \"x\"");
        assertThat(expectations.violation("x1 sorry")).get().asString().contains("must not contain \"sorry\"");
        assertThat(expectations.violation("x yz")).get().asString().contains("regular expression \\d");
    }

    @Test
    void allOfThemHold() {
        Expectations two = new Expectations(
                List.of(new Expected("a", null, null, null, null), new Expected(null, null, null, List.of("b"), null)));
        assertThat(two.violation("ab")).isEmpty();
        assertThat(two.violation("a")).isPresent();
        assertThat(two.violation("b")).isPresent();
        assertThat(new Expectations(List.of()).violation("")).isEmpty();
    }

    @Test
    void countsCharactersAsPeopleDo() {
        var expected = new Expected(null, 2, 2, null, null);
        assertThat(new Expectations(List.of(expected)).violation("🙂🙂")).isEmpty();
    }

    @Test
    void aTextTooLongForAPatternIsNotAsExpected() {
        Expectations pattern = new Expectations(List.of(new Expected("a", null, null, null, null)));
        assertThat(pattern.violation("a".repeat(100_001))).isPresent();
    }
}
