package dev.belay.edge.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Rows under headings, in columns as wide as their widest cell. The last column is not filled up, so that nothing but
/// words ends a line.
public final class Table {
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
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], Columns.of(row.get(column)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /// The lines, cut to a terminal.
    ///
    /// @param width columns
    public List<String> lines(int width) {
        return lines().stream().map(line -> Columns.cut(line, width)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(Columns.pad(row.get(column), widths[column])).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
