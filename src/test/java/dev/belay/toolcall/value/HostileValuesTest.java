package dev.belay.toolcall.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A megabyte of what would be read again and again by a reader that is not linear. The limit is far above what it
/// takes and far below what a quadratic reader would take, which is hours.
class HostileValuesTest {
    private static final int LENGTH = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "(",
                "<",
                "\"",
                "'",
                "`",
                "\\",
                "“",
                "1",
                "-",
                " ",
                "\n",
                "#",
                "//",
                "/*",
                "\"\"\"",
                "\\\"",
                "{\"a\":",
                "{'a':'b','",
                "['a' ",
                "'a",
                "['',",
                "dict(",
                "{1,",
                "a=",
                "[x ",
                "{x:",
                "\\n",
                "'\n'",
                "'x' if "
            })
    void isReadFromManyPlacesInLinearTime(String piece) {
        String text = piece.repeat(LENGTH / piece.length());
        LenientValues values = new LenientValues(text);
        assertTimeoutPreemptively(LIMIT, () -> {
            for (int from = 0; from < text.length(); from += 37) {
                assertThat(values.read(from, text.length()).end()).isLessThanOrEqualTo(text.length());
                values.argument(from, text.length(), true);
            }
        });
    }
}
