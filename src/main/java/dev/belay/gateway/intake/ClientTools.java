package dev.belay.gateway.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.gateway.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the caller's own tools, and which of them it wants called, as OpenAI writes them.
public final class ClientTools {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MOST = 256;

    private ClientTools() {}

    /// @param field the list's name in this body
    public static List<ToolSpec> read(Fields body, String field) {
        List<ToolSpec> tools = new ArrayList<>();
        for (Fields tool : body.objects(field, MOST)) {
            if (!tool.required("type", 64).equals("function")) {
                throw new Refusal(Refusal.Kind.UNSUPPORTED, tool.at("type"), tool.at("type") + " must be function");
            }
            tools.add(function(tool.object("function").orElseThrow(() -> tool.wrong("function", "is required"))));
            tool.nothingElse();
        }
        return tools;
    }

    private static ToolSpec function(Fields function) {
        String name = function.required("name", 64);
        if (!NAME.matcher(name).matches()) {
            throw function.wrong("name", "must hold only letters, digits, _ and -");
        }
        String description = function.text("description", 100_000).orElse("");
        JsonNode parameters = function.any("parameters");
        if (parameters != null && !parameters.isObject()) {
            throw function.wrong("parameters", "must be a JSON Schema of type object");
        }
        Boolean strict = function.any("strict") == null ? null : function.flag("strict", false);
        function.nothingElse();
        String schema = parameters == null || parameters.isEmpty()
                ? "{\"type\":\"object\",\"properties\":{}}"
                : parameters.toString();
        return new ToolSpec(name, description, schema, strict);
    }

    /// The field `tool_choice`.
    public static ToolChoice choice(Fields body) {
        JsonNode choice = body.any("tool_choice");
        if (choice == null) {
            return ToolChoice.AUTO;
        }
        if (choice.isTextual()) {
            return switch (choice.textValue()) {
                case "auto" -> ToolChoice.AUTO;
                case "none" -> new ToolChoice(ToolChoice.Mode.NONE, null);
                case "required" -> new ToolChoice(ToolChoice.Mode.REQUIRED, null);
                default -> throw body.wrong("tool_choice", "must be auto, none, required or a named function");
            };
        }
        Fields named = Fields.of(choice, body.at("tool_choice"));
        if (!named.required("type", 64).equals("function")) {
            throw new Refusal(Refusal.Kind.UNSUPPORTED, named.at("type"), named.at("type") + " must be function");
        }
        Fields function = named.object("function").orElseThrow(() -> named.wrong("function", "is required"));
        ToolChoice chosen = new ToolChoice(ToolChoice.Mode.NAMED, function.required("name", 64));
        function.nothingElse();
        named.nothingElse();
        return chosen;
    }
}
