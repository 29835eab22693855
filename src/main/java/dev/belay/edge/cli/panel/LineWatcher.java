package dev.belay.edge.cli.panel;

import dev.belay.edge.cli.terminal.Columns;
import java.io.PrintStream;

/// Writes a line when a run, an attempt or a tool call has something to report. Nothing is ever drawn again.
final class LineWatcher implements Watcher {
    /// Reasons may be as long as a provider likes; the run's explanation has all of them.
    private static final int LONGEST = 160;

    private final Climb climb;
    private final PrintStream stream;
    private boolean closed;

    LineWatcher(Climb climb, PrintStream stream) {
        this.climb = climb;
        this.stream = stream;
    }

    @Override
    public synchronized void accept(Progress progress) {
        if (closed) {
            return;
        }
        Row row = climb.note(progress);
        String line =
                switch (progress) {
                    case Progress.Started _ -> climb.title();
                    case Progress.Trying _, Progress.Branched _, Progress.Fell _, Progress.Held _ ->
                        row == null ? "" : told(row);
                    case Progress.Voted _ -> climb.verdict();
                    case Progress.ToolRan _, Progress.Spent _ -> "";
                    case Progress.Ended _ -> climb.ending().isEmpty() ? "" : "→ " + climb.ending();
                };
        if (!line.isEmpty()) {
            stream.println(Columns.cut(line, LONGEST));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stream.flush();
    }

    private static String told(Row row) {
        return row.mark() + " " + row.tier() + " " + Panel.sign(row.state()) + " " + row.story();
    }
}
