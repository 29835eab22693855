package dev.belay.edge.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Answer;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.ToolCall;
import dev.belay.gateway.Gateway;
import dev.belay.platform.Json;
import java.time.Instant;

/// An answer as OpenAI writes it, whole (`chat.completion`).
///
/// @param requested the model that the caller named; told where no model spoke
record Completion(Gateway.Report report, Answer answer, String requested, Instant created) {

    String id() {
        return id(report.runId());
    }

    static String id(String runId) {
        return "chatcmpl-" + runId;
    }

    /// The model that spoke, which after a fall is not the one that was asked for.
    String model() {
        String spoke = answer.provenance().model();
        return spoke == null ? requested : spoke;
    }

    String json() {
        ObjectNode body = Json.object();
        body.put("id", id()).put("object", "chat.completion").put("created", created.getEpochSecond());
        body.put("model", model());
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (answer.message().callsTools() && answer.message().text().isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", answer.message().text());
        }
        message.putNull("refusal");
        calls(message);
        choice.putNull("logprobs").put("finish_reason", answer.finish().wire());
        body.set("usage", usage(answer.usage()));
        body.set("belay", BelayObject.of(report));
        return body.toString();
    }

    private void calls(ObjectNode message) {
        if (!answer.message().callsTools()) {
            return;
        }
        ArrayNode calls = message.putArray("tool_calls");
        for (ToolCall call : answer.message().toolCalls()) {
            ObjectNode one = calls.addObject().put("id", call.id()).put("type", "function");
            one.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        }
    }

    /// What this answer used; what failed attempts used before is not the caller's bill.
    static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("prompt_tokens", usage.inputTokens())
                .put("completion_tokens", usage.outputTokens())
                .put("total_tokens", usage.totalTokens());
    }
}
