package dev.belay.edge.cli.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.platform.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/// What is asked, and on which terms. Absent terms are `null` or empty and are the policy's.
///
/// @param text what the person says
/// @param session name of the conversation that this belongs to, or `null`
public record Question(String text, String session, Way way, Terms terms) {

    public record Way(String policy, String model, String strategy, String kind, List<String> tools) {
        public static final Way DEFAULT = new Way(null, null, null, null, List.of());

        public Way {
            tools = List.copyOf(tools);
        }

        /// Of a task whose kind nobody names.
        public Way(String policy, String model, String strategy, List<String> tools) {
            this(policy, model, strategy, null, tools);
        }
    }

    public record Terms(Duration deadline, BigDecimal budgetUsd) {
        public static final Terms DEFAULT = new Terms(null, null);
    }

    /// As a gateway in this process wants it.
    Request request() {
        Request.Offer offer = new Request.Offer(way.tools(), List.of(), ToolChoice.AUTO);
        String policy = way.policy() == null && way.model() == null ? Request.Way.DEFAULT.policy() : way.policy();
        return new Request(
                Request.Conversation.of(List.of(new Message.User(text))),
                offer,
                new Request.Way(policy, way.model(), way.strategy(), List.of(), Request.Mark.ofKind(way.kind())),
                new Request.Terms(terms.deadline(), Request.Allowance.ofUsd(terms.budgetUsd()), null, session, null));
    }

    /// As the native API wants it.
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.putArray("messages").addObject().put("role", "user").put("content", text);
        put(json, "policy", way.policy());
        put(json, "model", way.model());
        put(json, "strategy", way.strategy());
        put(json, "kind", way.kind());
        if (!way.tools().isEmpty()) {
            way.tools().forEach(json.putArray("tools")::add);
        }
        if (terms.deadline() != null) {
            json.put("deadline_ms", terms.deadline().toMillis());
        }
        if (terms.budgetUsd() != null) {
            json.put("budget_usd", terms.budgetUsd());
        }
        put(json, "session", session);
        return json;
    }

    private static void put(ObjectNode json, String field, String value) {
        if (value != null) {
            json.put(field, value);
        }
    }
}
