package dev.belay.model.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.catalog.Trait;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Writes the body of a request to `/chat/completions`, as one model wants it.
///
/// What a caller passes through in [Sampling#extra()] can add fields but replace none of ours; addresses, headers and
/// keys are not part of a body at all.
public final class RequestWriter {
    private static final Set<String> OURS = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "functions",
            "function_call",
            "response_format",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "stop",
            "seed",
            "n",
            // Read by some proxies as where to send the request on, and with what.
            "api_base",
            "base_url",
            "api_key",
            "api_version",
            "headers",
            "extra_headers",
            "extra_body");
    /// What providers refuse where no tools are offered. Models that are taught calls in text are offered none.
    private static final Set<String> WITH_TOOLS = Set.of("parallel_tool_calls");

    private static final String GO_ON = "Go on from where your last message ends.";

    private final ModelSpec model;

    public RequestWriter(ModelSpec model) {
        this.model = model;
    }

    /// @param streamed whether a stream is asked for
    public byte[] write(ModelDoor.Prompt prompt, boolean streamed) {
        ObjectNode body = Json.object().put("model", model.name());
        messages(body.putArray("messages"), prompt);
        if (!prompt.tools().isEmpty()) {
            tools(body, prompt);
        }
        extras(body, prompt);
        sampling(body, prompt.sampling());
        format(body, prompt.format());
        stream(body, streamed);
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    /// The most tokens the answer may have, or `null` if neither caller nor model sets a limit.
    public static Integer limit(ModelSpec model, Sampling sampling) {
        Integer own = model.room().maxOutput();
        Integer asked = sampling.maxTokens();
        if (own == null || asked == null) {
            return asked == null ? own : asked;
        }
        return Integer.valueOf(Math.min(own, asked));
    }

    private void messages(ArrayNode target, ModelDoor.Prompt prompt) {
        MessageWriter writer = new MessageWriter(target, !model.has(Trait.NO_NAMES));
        prompt.messages().forEach(writer::write);
        ResponseFormat format = prompt.format();
        if (format.kind() == ResponseFormat.Kind.JSON_SCHEMA && !model.has(Trait.JSON_SCHEMA)) {
            writer.write(
                    new Message.System("Answer with one JSON value and nothing else. It has to match this JSON Schema: "
                            + format.schema()));
        }
        boolean endsWithAssistant =
                !prompt.messages().isEmpty() && prompt.messages().getLast() instanceof Message.Assistant;
        if (endsWithAssistant && !model.has(Trait.PREFILL)) {
            writer.write(new Message.User(GO_ON));
        }
    }

    private static void tools(ObjectNode body, ModelDoor.Prompt prompt) {
        ArrayNode tools = body.putArray("tools");
        for (ToolSpec tool : prompt.tools()) {
            ObjectNode function = tools.addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", tool.name());
            if (tool.description() != null) {
                function.put("description", tool.description());
            }
            if (tool.parameters() != null) {
                function.set("parameters", Json.tree(tool.parameters()));
            }
            if (tool.strict() != null) {
                function.put("strict", tool.strict());
            }
        }
        ToolChoice choice = prompt.choice();
        switch (choice.mode()) {
            case AUTO -> {}
            case NONE -> body.put("tool_choice", "none");
            case REQUIRED -> body.put("tool_choice", "required");
            case NAMED ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", choice.name());
        }
    }

    private static void extras(ObjectNode body, ModelDoor.Prompt prompt) {
        boolean tools = !prompt.tools().isEmpty();
        prompt.sampling().extra().forEach((name, value) -> {
            if (!OURS.contains(name) && (tools || !WITH_TOOLS.contains(name))) {
                body.set(name, json(value));
            }
        });
    }

    private void sampling(ObjectNode body, Sampling sampling) {
        if (sampling.temperature() != null) {
            body.put("temperature", sampling.temperature());
        }
        if (sampling.topP() != null) {
            body.put("top_p", sampling.topP());
        }
        if (sampling.seed() != null) {
            body.put("seed", sampling.seed());
        }
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(body.putArray("stop")::add);
        }
        Integer limit = limit(model, sampling);
        if (limit != null) {
            body.put(model.has(Trait.MAX_COMPLETION_TOKENS) ? "max_completion_tokens" : "max_tokens", limit);
        }
    }

    private static JsonNode json(String value) {
        try {
            return Json.tree(value);
        } catch (UncheckedIOException _) {
            return Json.mapper().getNodeFactory().textNode(value);
        }
    }

    private void format(ObjectNode body, ResponseFormat format) {
        switch (format.kind()) {
            case TEXT -> {}
            case JSON_OBJECT -> body.putObject("response_format").put("type", "json_object");
            case JSON_SCHEMA -> {
                if (!model.has(Trait.JSON_SCHEMA)) {
                    body.putObject("response_format").put("type", "json_object");
                    return;
                }
                ObjectNode schema = body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema");
                schema.put("name", format.name() == null ? "answer" : format.name());
                schema.put("strict", format.strict());
                schema.set("schema", Json.tree(format.schema()));
            }
        }
    }

    private void stream(ObjectNode body, boolean streamed) {
        body.put("stream", streamed);
        if (streamed && !model.has(Trait.NO_STREAM_OPTIONS)) {
            body.putObject("stream_options").put("include_usage", true);
        }
    }
}
