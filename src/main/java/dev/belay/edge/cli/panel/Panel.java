package dev.belay.edge.cli.panel;

import dev.belay.edge.cli.terminal.Columns;
import dev.belay.edge.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Draws a climb as a box. No line is wider than the terminal, so a live panel can count the lines it has to replace.
final class Panel {
    private static final int USUAL = 52;
    private static final int BORDERS = 4;

    private final Style style;
    private final int width;

    /// @param width columns of the terminal
    Panel(Style style, int width) {
        this.style = style;
        this.width = width;
    }

    List<String> draw(Climb climb) {
        int names = climb.rows().stream()
                .mapToInt(row -> Columns.of(row.tier()))
                .max()
                .orElse(0);
        List<Cell> cells = new ArrayList<>();
        for (Row row : climb.rows()) {
            String head = row.mark() + " " + Columns.pad(row.tier(), Math.max(names, 8)) + " ";
            cells.add(new Cell(head, sign(row.state()), row.state(), row.story()));
        }
        int room = room(climb, cells);
        List<String> lines = new ArrayList<>();
        lines.add(top(climb.title(), room));
        cells.forEach(cell -> lines.add(framed(cell, room)));
        Stream.of(climb.verdict(), climb.ending())
                .filter(text -> !text.isEmpty())
                .forEach(text -> {
                    String shown = Columns.cut("→ " + text, room);
                    lines.add("│ " + style.yellow(shown) + " ".repeat(room - Columns.of(shown)) + " │");
                });
        lines.add("╰" + "─".repeat(room + 2) + "╯");
        return lines;
    }

    private int room(Climb climb, List<Cell> cells) {
        int wanted = Math.max(USUAL, Columns.of(climb.title()) + 2);
        for (Cell cell : cells) {
            wanted = Math.max(wanted, cell.columns());
        }
        wanted = Math.max(wanted, Columns.of(climb.ending()) + 2);
        wanted = Math.max(wanted, Columns.of(climb.verdict()) + 2);
        return Math.max(1, Math.min(wanted, width - BORDERS));
    }

    private static String top(String title, int room) {
        String shown = Columns.cut(title, Math.max(1, room - 2));
        return "╭─ " + shown + " " + "─".repeat(Math.max(0, room - 1 - Columns.of(shown))) + "╮";
    }

    private String framed(Cell cell, int room) {
        int story = Math.max(0, room - Columns.of(cell.head()) - 2);
        String shown = Columns.cut(cell.story(), story);
        String filled = " ".repeat(Math.max(0, story - Columns.of(shown)));
        String sign =
                switch (cell.state()) {
                    case TRYING -> style.dim(cell.sign());
                    case FELL -> style.red(cell.sign());
                    case HELD -> style.green(cell.sign());
                };
        return "│ " + cell.head() + sign + " " + shown + filled + " │";
    }

    static String sign(Row.State state) {
        return switch (state) {
            case TRYING -> "▸";
            case FELL -> "✗";
            case HELD -> "✓";
        };
    }

    private record Cell(String head, String sign, Row.State state, String story) {
        int columns() {
            return Columns.of(head) + 2 + Columns.of(story);
        }
    }
}
