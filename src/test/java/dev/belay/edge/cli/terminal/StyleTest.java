package dev.belay.edge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {

    @Test
    void aTerminalHasColoursAndIsDrawnOn() {
        assertThat(Style.of(Map.of("TERM", "xterm"), true)).isEqualTo(new Style(true, true, true));
    }

    @Test
    void noColorAndDumbTerminalsArePlain() {
        assertThat(Style.of(Map.of("NO_COLOR", "1"), true)).isEqualTo(new Style(true, false, false));
        assertThat(Style.of(Map.of("TERM", "dumb"), true)).isEqualTo(new Style(true, false, false));
        assertThat(Style.of(Map.of("NO_COLOR", "", "TERM", "xterm"), true).colour())
                .isTrue();
    }

    @Test
    void aPipeIsPlainUnlessColoursAreForced() {
        assertThat(Style.of(Map.of(), false)).isEqualTo(Style.PLAIN);
        assertThat(Style.of(Map.of("FORCE_COLOR", "1"), false)).isEqualTo(new Style(false, true, false));
        assertThat(Style.of(Map.of("FORCE_COLOR", "0"), false).colour()).isFalse();
        assertThat(Style.of(Map.of("FORCE_COLOR", "1", "NO_COLOR", "1"), false).colour())
                .isFalse();
    }
}
