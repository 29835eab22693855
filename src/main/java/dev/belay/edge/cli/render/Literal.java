package dev.belay.edge.cli.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/// What is executed, or was, shown to people who decide on it: exactly as it is.
public final class Literal {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Characters that are not seen, or that make a line show something else than it says. They are spelled out, not
    /// taken away: what is shown has to be what is executed.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Co}\\p{Zl}\\p{Zp}&&[^\\n]]");

    private Literal() {}

    public static void indented(List<String> lines, String text) {
        seen(text).lines().forEach(line -> lines.add("  " + line));
    }

    public static String pretty(JsonNode arguments) {
        try {
            return arguments.isTextual()
                    ? arguments.textValue()
                    : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String seen(String text) {
        return UNSEEN.matcher(text.replace("\r\n", "\n"))
                .replaceAll(match -> String.format("\\\\u%04x", match.group().codePointAt(0)));
    }
}
