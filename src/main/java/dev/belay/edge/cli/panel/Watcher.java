package dev.belay.edge.cli.panel;

import dev.belay.edge.cli.terminal.Terminal;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Shows a run while it goes on. Told from several threads; closed when nothing more comes, before the answer is
/// printed.
public interface Watcher extends Consumer<Progress>, AutoCloseable {

    @Override
    void close();

    /// The one that fits the terminal: a live panel, a panel drawn once at the end where only colours are forced, or a
    /// line per event.
    ///
    /// @param ticker nanoseconds that only go forward
    static Watcher on(Terminal terminal, LongSupplier ticker) {
        var style = terminal.err().style();
        var stream = terminal.err().stream();
        if (style.live() || style.colour()) {
            return new PanelWatcher(new Panel(style, terminal.width()), new Climb(ticker), stream, style.live());
        }
        return new LineWatcher(new Climb(ticker), stream);
    }

    /// Shows nothing.
    static Watcher silent() {
        return new Watcher() {
            @Override
            public void accept(Progress progress) {}

            @Override
            public void close() {}
        };
    }
}
