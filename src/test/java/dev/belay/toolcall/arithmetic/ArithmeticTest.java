package dev.belay.toolcall.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticTest {
    /// The values are those that Python prints.
    @ParameterizedTest
    @CsvSource({
        "10*2, 20",
        "10 * 2 + 1, 21",
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "3/2, 1.5",
        "4 / 2, 2.0",
        "7 // 2, 3",
        "-7 // 2, -4",
        "-7 % 3, 2",
        "7 % -3, -2",
        "2**10, 1024",
        "2**-1, 0.5",
        "-2**2, -4",
        "2**3**2, 512",
        "0.1 + 0.2, 0.30000000000000004",
        "10 - 3 - 2, 5",
        "1e3 * 2, 2000.0",
        "1000000 * 1.05, 1050000.0",
        "5 * -3, -15",
        "24*60*60, 86400"
    })
    void isPythons(String written, String value) {
        Arithmetic.Result result = Arithmetic.at(written, 0, written.length());

        assertThat(result).isNotNull();
        assertThat(result.value()).isEqualByComparingTo(value);
        assertThat(result.end()).isEqualTo(written.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "-5",
                "2024-10-15",
                "3-5",
                "10/12/2024",
                "555-123-4567",
                "1 / 0",
                "5 % 0",
                "2 +",
                "x * 2",
                "2 * x",
                "2 * 3px",
                "007 * 2",
                "9**9**9",
                "99999999999**99999",
                "(2 * 3",
                "",
                "."
            })
    void isNotWhatHasNoValueOrMayBeMeantOtherwise(String written) {
        assertThat(Arithmetic.at(written, 0, written.length())).isNull();
    }

    @Test
    void endsWhereItEnds() {
        assertThat(Arithmetic.at("f(a=2 * 3, b=1)", 4, 15).end()).isEqualTo(9);
    }

    @Test
    void neverThrows() {
        String signs = "0123456789.+-*/%() eE";
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(24);
            for (int k = 0; k < length; k++) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            Arithmetic.Result result = Arithmetic.at(text.toString(), 0, text.length());
            assertThat(result == null || result.end() <= text.length())
                    .as(text.toString())
                    .isTrue();
        }
    }
}
