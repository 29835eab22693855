package dev.belay.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The metrics of the reference page.
public final class DocumentedMetrics {
    private static final Pattern ROW =
            Pattern.compile("^\\| `((?:belay|gen_ai)_[a-z_]+)` \\| .* \\| (.+) \\|$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    private DocumentedMetrics() {}

    /// What is said of each, by its name, with the words of links alone.
    public static Map<String, String> read() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("docs/reference/telemetry.md")));
        while (row.find()) {
            rows.put(row.group(1), LINK.matcher(row.group(2)).replaceAll("$1"));
        }
        return rows;
    }
}
