package dev.belay.toolcall.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The words by which a form is taught: a resource `<name>.txt` with `{tools}` in it, and after it `rules.txt`,
/// which is the same for all forms.
public final class Lesson {
    private static final String TOOLS = "{tools}";
    private static final String RULES = resource("rules.txt");

    private final String text;

    /// @param name of the resource
    public Lesson(String name) {
        this.text = resource(name + ".txt").strip() + "\n\n" + RULES.strip();
    }

    /// @param tools as the form describes them
    public String with(String tools) {
        return text.replace(TOOLS, tools);
    }

    /// A line for each tool.
    public String with(List<ToolSpec> tools, Function<ToolSpec, String> line) {
        return with(tools.stream().map(line).collect(Collectors.joining("\n")));
    }

    /// `{"type": "function", "function": {…}}`, as chat templates list tools.
    public static String object(ToolSpec tool) {
        ObjectNode object = Json.object().put("type", "function");
        object.set("function", function(tool));
        return Json.write(object);
    }

    /// `{"name", "description", "parameters"}`.
    public static ObjectNode function(ToolSpec tool) {
        ObjectNode function = Json.object().put("name", tool.name());
        function.put("description", tool.description() == null ? "" : tool.description());
        function.set("parameters", schema(tool));
        return function;
    }

    /// The schema, or an empty one where it is no JSON.
    public static JsonNode schema(ToolSpec tool) {
        try {
            return Json.tree(tool.parameters());
        } catch (UncheckedIOException _) {
            return Json.object();
        }
    }

    private static String resource(String name) {
        try (InputStream words = Lesson.class.getResourceAsStream(name)) {
            return new String(words.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
