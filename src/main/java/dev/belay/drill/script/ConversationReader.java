package dev.belay.drill.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads a body of OpenAI's chat completions into a [Conversation].
public final class ConversationReader {
    private final boolean textual;
    private final Map<String, String> names = new HashMap<>();
    private final List<Message> turns = new ArrayList<>();

    private ConversationReader(boolean textual) {
        this.textual = textual;
    }

    public static Conversation read(JsonNode body) {
        Set<String> offered = new LinkedHashSet<>();
        body.path("tools")
                .forEach(tool -> offered.add(tool.path("function").path("name").asText()));
        JsonNode messages = body.path("messages");
        boolean textual = offered.isEmpty()
                && StreamSupport.stream(messages.spliterator(), false)
                        .anyMatch(message -> isSystem(message) && TextProtocol.taughtIn(text(message)));
        return new Conversation(messages(messages, textual), offered, textual);
    }

    static List<Message> messages(JsonNode messages, boolean textual) {
        ConversationReader reader = new ConversationReader(textual);
        messages.forEach(reader::add);
        return textual ? withResults(reader.turns) : reader.turns;
    }

    private void add(JsonNode message) {
        String text = text(message);
        switch (message.path("role").asText()) {
            case "system", "developer" -> turns.add(new Message.System(text));
            case "user" -> addUser(text);
            case "assistant" -> turns.add(decision(message, text));
            case "tool" -> {
                String id = message.path("tool_call_id").asText();
                String name = names.getOrDefault(id, message.path("name").asText());
                turns.add(new Message.Tool(id, name, text));
            }
            default -> {}
        }
    }

    private void addUser(String text) {
        if (!text.isBlank()) {
            turns.add(new Message.User(text));
        }
    }

    private Message.Assistant decision(JsonNode message, String text) {
        List<ToolCall> calls = new ArrayList<>();
        message.path("tool_calls").forEach(call -> {
            JsonNode function = call.path("function");
            String id = call.path("id").asText();
            String name = function.path("name").asText();
            names.put(id, name);
            calls.add(new ToolCall(id, name, function.path("arguments").asText()));
        });
        return textual && calls.isEmpty() ? TextProtocol.read(text) : new Message.Assistant(text, calls);
    }

    /// In a text protocol results come as user messages right after the calls: one for each call, or one for
    /// all.
    private static List<Message> withResults(List<Message> turns) {
        List<Message> told = new ArrayList<>();
        for (int at = 0; at < turns.size(); at++) {
            Message turn = turns.get(at);
            told.add(turn);
            if (turn instanceof Message.Assistant decision && decision.callsTools()) {
                List<Message> replies =
                        usersAfter(turns, at, decision.toolCalls().size());
                told.addAll(results(decision.toolCalls(), replies));
                at += replies.size();
            }
        }
        return told;
    }

    private static List<Message> usersAfter(List<Message> turns, int at, int limit) {
        return turns.subList(at + 1, turns.size()).stream()
                .takeWhile(Message.User.class::isInstance)
                .limit(limit)
                .toList();
    }

    private static List<Message> results(List<ToolCall> calls, List<Message> replies) {
        List<Message> results = new ArrayList<>();
        for (int i = 0; i < calls.size() && !replies.isEmpty(); i++) {
            ToolCall call = calls.get(i);
            Message reply = replies.get(Math.min(i, replies.size() - 1));
            results.add(new Message.Tool(call.id(), call.name(), reply.text()));
        }
        return results;
    }

    private static boolean isSystem(JsonNode message) {
        String role = message.path("role").asText();
        return role.equals("system") || role.equals("developer");
    }

    /// `content` as a string, or the text parts of it.
    private static String text(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isArray()) {
            return StreamSupport.stream(content.spliterator(), false)
                    .map(part -> part.path("text").asText())
                    .collect(Collectors.joining("\n"));
        }
        return content.isNull() ? "" : content.asText();
    }
}
