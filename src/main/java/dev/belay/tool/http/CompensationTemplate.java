package dev.belay.tool.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.tool.ToolFailed;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arguments of the call that undoes an HTTP tool's effect, with places for what is known of that effect:
/// `{argument}` and `{result}` or `{result.field}`. A text that is one place keeps the type of what is put there.
final class CompensationTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_.-]+)}");
    private static final String RESULT = "result";

    private final String tool;
    private final ObjectNode template;

    private CompensationTemplate(String tool, ObjectNode template) {
        this.tool = tool;
        this.template = template;
    }

    /// @throws IllegalArgumentException if the text is no JSON object
    static CompensationTemplate parse(String tool, String text) {
        try {
            if (Json.tree(text) instanceof ObjectNode object) {
                return new CompensationTemplate(tool, object);
            }
        } catch (UncheckedIOException _) {
            // said below
        }
        throw new IllegalArgumentException("must be a JSON object");
    }

    String tool() {
        return tool;
    }

    /// Names of the arguments that are put in.
    Set<String> arguments() {
        Set<String> names = new TreeSet<>();
        Matcher places = PLACE.matcher(Json.write(template));
        while (places.find()) {
            if (!places.group(1).equals(RESULT) && !places.group(1).startsWith(RESULT + ".")) {
                names.add(places.group(1));
            }
        }
        return names;
    }

    /// @throws ToolFailed if something that is to be put in is not there
    ObjectNode fill(ObjectNode arguments, String result) throws ToolFailed {
        return (ObjectNode) filled(template, arguments, result);
    }

    private static JsonNode filled(JsonNode node, ObjectNode arguments, String result) throws ToolFailed {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = Json.object();
                for (var field : object.properties()) {
                    copy.set(field.getKey(), filled(field.getValue(), arguments, result));
                }
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = Json.mapper().createArrayNode();
                for (JsonNode element : array) {
                    copy.add(filled(element, arguments, result));
                }
                yield copy;
            }
            case TextNode text -> text(text.textValue(), arguments, result);
            default -> node;
        };
    }

    private static JsonNode text(String text, ObjectNode arguments, String result) throws ToolFailed {
        Matcher whole = PLACE.matcher(text);
        if (whole.matches()) {
            return value(whole.group(1), arguments, result);
        }
        StringBuilder filled = new StringBuilder();
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            String value = value(places.group(1), arguments, result).asText();
            places.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return TextNode.valueOf(places.appendTail(filled).toString());
    }

    private static JsonNode value(String name, ObjectNode arguments, String result) throws ToolFailed {
        JsonNode value =
                switch (name) {
                    case RESULT -> TextNode.valueOf(result);
                    case String path
                    when path.startsWith(RESULT + ".") ->
                        json(result)
                                .at("/" + path.substring(RESULT.length() + 1).replace('.', '/'));
                    default -> arguments.path(name);
                };
        if (value.isMissingNode() || value.isNull()) {
            throw new ToolFailed("what undoes it needs {" + name + "}, which is not there");
        }
        return value;
    }

    private static JsonNode json(String result) {
        try {
            return Json.tree(result);
        } catch (UncheckedIOException _) {
            return MissingNode.getInstance();
        }
    }
}
