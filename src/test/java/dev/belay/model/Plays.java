package dev.belay.model;

import dev.belay.platform.Json;
import java.util.List;

/// What providers usually do, and the usual ways to fail.
public final class Plays {

    private Plays() {}

    public static String delta(String text) {
        return "{\"model\":\"real-model\",\"choices\":[{\"index\":0,\"delta\":{\"content\":" + Json.write(text)
                + "}}]}";
    }

    public static String finish(String reason) {
        return "{\"model\":\"real-model\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason
                + "\"}]}";
    }

    public static String usage(int input, int output) {
        return "{\"choices\":[],\"usage\":{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + "}}";
    }

    /// One piece of a tool call.
    public static String call(int index, String id, String name, String arguments) {
        var piece = Json.object().put("index", index);
        if (id != null) {
            piece.put("id", id);
        }
        var function = piece.putObject("function");
        if (name != null) {
            function.put("name", name);
        }
        function.put("arguments", arguments);
        var chunk = Json.object();
        chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .putObject("delta")
                .putArray("tool_calls")
                .add(piece);
        return chunk.toString();
    }

    /// A whole, well-behaved answer.
    public static RawProvider.Play says(String text) {
        return streams(List.of(delta(text), finish("stop"), usage(10, 5), "[DONE]"));
    }

    public static RawProvider.Play streams(List<String> events) {
        return (_, line) -> {
            line.stream();
            for (String event : events) {
                line.event(event);
            }
            line.end();
        };
    }

    public static RawProvider.Play status(int status, String body, String... headers) {
        return (_, line) -> line.whole(status, "application/json", body, headers);
    }

    public static RawProvider.Play error(int status, String... headers) {
        return status(status, "{\"error\":{\"message\":\"not now\",\"type\":\"server_error\"}}", headers);
    }

    /// Takes the request and says nothing.
    public static RawProvider.Play silence() {
        return (_, line) -> line.awaitClose();
    }
}
