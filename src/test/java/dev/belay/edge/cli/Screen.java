package dev.belay.edge.cli;

import dev.belay.edge.cli.terminal.Style;
import dev.belay.edge.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A terminal whose streams can be read.
public final class Screen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    public Screen(Style style) {
        this.terminal = new Terminal(
                new Terminal.Channel(new PrintStream(out, true, StandardCharsets.UTF_8), style),
                new Terminal.Channel(new PrintStream(err, true, StandardCharsets.UTF_8), style),
                true,
                80);
    }

    public static Screen plain() {
        return new Screen(Style.PLAIN);
    }

    public Terminal terminal() {
        return terminal;
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
