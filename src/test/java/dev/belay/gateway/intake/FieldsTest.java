package dev.belay.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.gateway.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.30000000000000004", "1e-7", "1E9", "1000000000.0", "1e-60", "0.50000"})
    void takesTheNumbersThatProgramsWrite(String number) {
        assertThat(read(number).number("n", 0, 1e9).orElseThrow()).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e-61",
                "1e-999999999",
                "-1e-999999999",
                "1e61",
                "1e999999999",
                "100e2147483640",
                "0.1000000000000000000000000000000000000000000000000000000000001"
            })
    void refusesWhatIsLongWhenItIsWrittenOut(String number) {
        assertThatThrownBy(() -> read(number).number("n", 0, 1e9))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("n"))
                .hasMessageContaining("at most 60 digits");
    }

    private static Fields read(String number) {
        return Fields.parse(("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8));
    }
}
