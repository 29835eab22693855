package dev.belay.edge.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DollarsTest {
    private final Dollars dollars = new Dollars();

    @Test
    void readsAmounts() {
        assertThat(dollars.convert("2")).isEqualByComparingTo("2");
        assertThat(dollars.convert("0.05")).isEqualByComparingTo("0.05");
        assertThat(dollars.convert("0")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two", "-1", "1,5", "1e-999999999", "1e999999999"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> dollars.convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
