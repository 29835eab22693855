package dev.belay.toolcall;

import dev.belay.exchange.message.ToolSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Tells a model, in words, which tools there are and how to call them in the form that [ToolCallParser] reads.
/// The words stand in the resource `call-protocol.txt`.
public final class CallProtocol {
    private static final String RESOURCE = "call-protocol.txt";

    private final String template = load();

    /// @param tools at least one
    public String describe(List<ToolSpec> tools) {
        String described = tools.stream()
                .map(tool -> "- " + tool.name() + ": " + tool.description() + "\n  arguments (JSON Schema): "
                        + tool.parameters().replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
        return template.replace("{tools}", described);
    }

    private static String load() {
        try (InputStream words = CallProtocol.class.getResourceAsStream(RESOURCE)) {
            return new String(words.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
