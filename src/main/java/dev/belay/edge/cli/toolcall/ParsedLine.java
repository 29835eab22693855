package dev.belay.edge.cli.toolcall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.toolcall.Reading;
import dev.belay.toolcall.ToolCallParser;
import dev.belay.toolcall.ToolCallStream;
import java.util.ArrayList;
import java.util.List;

/// One line of input becomes one line of output, whatever it holds.
final class ParsedLine {
    private final ToolCallParser parser = new ToolCallParser();
    private final Cuttings cuttings;

    /// @param cuttings how texts are cut, or `null` if they are read whole
    ParsedLine(Cuttings cuttings) {
        this.cuttings = cuttings;
    }

    String parse(String line) {
        JsonNode asked;
        try {
            asked = Json.mapper().readTree(line);
        } catch (JsonProcessingException e) {
            return problem(null, "the line is not JSON: " + e.getOriginalMessage());
        }
        JsonNode id = asked.get("id");
        if (!asked.path("text").isTextual()) {
            return problem(id, "the line has no \"text\"");
        }
        List<ToolSpec> tools = new ArrayList<>();
        for (JsonNode tool : asked.path("tools")) {
            JsonNode function = tool.path("function").isObject() ? tool.path("function") : tool;
            if (!function.path("name").isTextual()) {
                return problem(id, "a tool has no \"name\"");
            }
            String parameters = function.path("parameters").isObject() ? Json.write(function.path("parameters")) : "{}";
            tools.add(new ToolSpec(
                    function.path("name").textValue(),
                    function.path("description").asText(""),
                    parameters));
        }
        return written(id, read(asked.path("text").textValue(), tools));
    }

    private Reading read(String text, List<ToolSpec> tools) {
        if (cuttings == null) {
            return parser.parse(text, tools);
        }
        ToolCallStream stream = parser.stream(tools);
        int from = 0;
        for (int end : cuttings.of(text)) {
            stream.feed(text.substring(from, end));
            from = end;
        }
        return stream.end();
    }

    private static String problem(JsonNode id, String problem) {
        return written(id, Reading.problem("", problem));
    }

    private static String written(JsonNode id, Reading reading) {
        ObjectNode json = Json.object();
        json.set("id", id);
        ArrayNode calls = json.putArray("calls");
        for (ToolCall call : reading.calls()) {
            calls.addObject().put("name", call.name()).set("arguments", Json.tree(call.arguments()));
        }
        json.put("dialect", reading.dialect()).put("confidence", reading.confidence());
        ArrayNode repairs = json.putArray("repairs");
        reading.repairs().forEach(repairs::add);
        return Json.write(json.put("problem", reading.problem()));
    }
}
