package dev.belay.edge.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Rows under headings, in columns as wide as their widest cell. The last column is not filled up, so that nothing but
/// words ends a line.
public final class Table {
    private static final int GAP = 2;

    /// Columns of the last column on however narrow a terminal.
    private static final int LEAST = 20;

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /// A row; cells are put on one line and freed of control characters.
    public Table row(String... cells) {
        rows.add(List.of(cells).stream().map(ControlCharacters::oneLine).toList());
        return this;
    }

    public List<String> lines() {
        return lines(Integer.MAX_VALUE);
    }

    /// The lines, the last column broken between words where it would go beyond a terminal.
    ///
    /// @param width columns
    public List<String> lines(int width) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], Columns.of(row.get(column)));
            }
        }
        int before = 0;
        for (int column = 0; column < widths.length - 1; column++) {
            before += widths[column] + GAP;
        }
        int room = Math.max(LEAST, width - before);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> last = Columns.wrap(row.getLast(), room, 0);
            lines.add(line(row, widths) + last.getFirst());
            for (String more : last.subList(1, last.size())) {
                lines.add(" ".repeat(before) + more);
            }
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    /// All but the last column.
    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size() - 1; column++) {
            line.append(Columns.pad(row.get(column), widths[column])).append(" ".repeat(GAP));
        }
        return line.toString();
    }
}
