package dev.belay.toolcall.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// The lines of a resource that are neither empty nor remarks.
final class ValueVectors {
    private ValueVectors() {}

    static Stream<String> lines(String resource) {
        try (InputStream in = ValueVectors.class.getResourceAsStream("/toolcall/value/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads what is written after the first word of a line, in the way that the word says.
    static WrittenValue read(String line) {
        String text = text(line);
        LenientValues values = new LenientValues(text);
        return switch (line.substring(0, line.indexOf(' '))) {
            case "json" -> values.read(0, text.length());
            case "python" -> values.read(0, text.length(), Notation.PYTHON);
            case "argument" -> values.argument(0, text.length(), false);
            case "keyword" -> values.argument(0, text.length(), true);
            default -> throw new IllegalArgumentException(line);
        };
    }

    static String text(String line) {
        return line.substring(line.indexOf(' ') + 1).replace('⏎', '\n');
    }
}
