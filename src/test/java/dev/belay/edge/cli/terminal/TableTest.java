package dev.belay.edge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table =
            new Table("NAME", "SAYS").row("a", "one two three four five six").row("long", "");

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(table.lines()).containsExactly("NAME  SAYS", "a     one two three four five six", "long");
    }

    @Test
    void theLastColumnIsBrokenBetweenWordsAtTheEdgeOfTheTerminal() {
        assertThat(table.lines(26)).containsExactly("NAME  SAYS", "a     one two three four", "      five six", "long");
    }

    @Test
    void proseIsBrokenBetweenWordsAndAWordThatIsTooLongIsLeftWhole() {
        assertThat(Columns.wrap("> to be or not to be", 9, 2)).containsExactly("> to be", "  or not", "  to be");
        assertThat(Columns.wrap("see https://example.org/a/long/address", 10, 0))
                .containsExactly("see", "https://example.org/a/long/address");
        assertThat(Columns.wrap("", 10, 0)).containsExactly("");
        assertThat(Columns.wrap("猫 猫 猫", 5, 0)).containsExactly("猫 猫", "猫");
    }
}
