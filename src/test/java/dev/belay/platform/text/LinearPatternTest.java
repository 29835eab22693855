package dev.belay.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

    @Test
    void matchesAnywhere() {
        LinearPattern pattern = LinearPattern.of("\\b[A-Z]{2}\\d{4,6}\\b");
        assertThat(pattern.foundIn("order XY12345 is on its way")).isTrue();
        assertThat(pattern.foundIn("order X12345")).isFalse();
        assertThat(LinearPattern.of("^(yes|no)$").foundIn("no")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(",
                "(a)\\1",
                "(?=a)b",
                "((a{1000}){1000}){1000}",
                "(((a{1,30}){1,30}){1,30}){1,30}",
                "a{99999}",
                "(abcdefghij){500}"
            })
    void refusesWhatIsNoneOrTooLarge(String text) {
        assertThatThrownBy(() -> LinearPattern.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /// A matcher that goes back over its steps would take longer than the sun shines.
    @Test
    @Timeout(20)
    void isNotKeptBusy() {
        String text = "a".repeat(LinearPattern.LONGEST_TEXT);
        long begun = System.nanoTime();
        assertThat(LinearPattern.of("^(a|aa|a*)*(a|b)*c$").foundIn(text)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void refusesLongTexts() {
        LinearPattern pattern = LinearPattern.of("a");
        String text = "a".repeat(LinearPattern.LONGEST_TEXT + 1);
        assertThatThrownBy(() -> pattern.foundIn(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
