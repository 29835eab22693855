package dev.belay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a bench finds out, in Markdown: printed in the end, and kept in `target`.
public final class Report {
    private final String name;
    private final List<String> lines = new ArrayList<>();

    /// @param name of the file, without its ending
    public Report(String name) {
        this.name = name;
    }

    /// Begins with what all numbers depend on.
    ///
    /// @param more as a format, for `values`
    public void begin(String more, Object... values) {
        String machine = "java %s, %d processors"
                .formatted(Runtime.version(), Runtime.getRuntime().availableProcessors());
        add(machine + more.formatted(values));
    }

    public void add(String line) {
        lines.add(line);
    }

    public void addAll(List<String> more) {
        lines.addAll(more);
    }

    public void tell() throws IOException {
        String text = String.join("\n", lines) + "\n";
        Files.writeString(Path.of("target", name + ".md"), text);
        System.out.println(text);
    }
}
