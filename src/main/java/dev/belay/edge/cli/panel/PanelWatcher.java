package dev.belay.edge.cli.panel;

import java.io.PrintStream;
import java.util.List;

/// Keeps a panel up to date by moving the cursor back over what it drew.
final class PanelWatcher implements Watcher {
    private final Panel panel;
    private final Climb climb;
    private final PrintStream stream;
    private final boolean live;
    private int drawn;
    private boolean any;
    private boolean closed;

    /// @param live false to draw once, at the end
    PanelWatcher(Panel panel, Climb climb, PrintStream stream, boolean live) {
        this.panel = panel;
        this.climb = climb;
        this.stream = stream;
        this.live = live;
    }

    @Override
    public synchronized void accept(Progress progress) {
        if (closed) {
            return;
        }
        any = true;
        climb.note(progress);
        if (live) {
            draw();
        }
    }

    @Override
    public synchronized void close() {
        if (any && !live && !closed) {
            draw();
        }
        closed = true;
    }

    private void draw() {
        List<String> lines = panel.draw(climb);
        StringBuilder picture = new StringBuilder();
        if (drawn > 0) {
            picture.append("\u001b[").append(drawn).append("A\r\u001b[J");
        }
        lines.forEach(line -> picture.append(line).append('\n'));
        drawn = lines.size();
        stream.print(picture);
        stream.flush();
    }
}
