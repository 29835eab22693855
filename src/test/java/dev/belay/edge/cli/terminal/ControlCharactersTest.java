package dev.belay.edge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCharactersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u001b[31mb", // colour
                "a\u001b[2J\u001b[Hb", // clears the screen
                "a\u001b[?1049hb", // the other screen
                "a\u001b]0;title\u0007b", // the window's title
                "a\u001b]52;c;cm0gLXJm\u001b\\b", // the clipboard
                "a\u001b]8;;http://evil\u001b\\b", // a link
                "a\u001bP1$r\u001b\\b", // a device string
                "a\u001b_G\u001b\\b", // an application string
                "a\u001bcb", // full reset
                "a\u001b(0b", // another character set
                "a\u009b31mb", // colour, in one byte less
                "a\u009d0;title\u009cb",
                "a\u0008b", // overwrites
                "a\u0000b",
                "a\u007fb",
                "a\rb", // begins the line again
                "a\u202eb", // turns the reading direction
                "a\u2066b",
            })
    void isTakenOut(String text) {
        assertThat(ControlCharacters.strip(text)).isEqualTo("ab");
    }

    @Test
    void aSequenceThatDoesNotEndIsTakenOutToo() {
        assertThat(ControlCharacters.strip("a\u001b]0;never ends")).isEqualTo("a");
        assertThat(ControlCharacters.strip("a\u001b[31")).isEqualTo("a");
        assertThat(ControlCharacters.strip("a\u001b")).isEqualTo("a");
    }

    @Test
    void whatIsLeftDoesNotMakeANewSequence() {
        assertThat(ControlCharacters.strip("\u001b\u001b[31m[31mx")).doesNotContain("\u001b");
        assertThat(ControlCharacters.strip("\u001b]\u001b]0;t\u0007x")).doesNotContain("\u001b");
    }

    @Test
    void textStaysAsItIs() {
        String text = "Zeile 1\n\tüber 價格 😀 \\[31m [x]\n";
        assertThat(ControlCharacters.strip(text)).isEqualTo(text);
        assertThat(ControlCharacters.strip("a\r\nb")).isEqualTo("a\nb");
    }
}
