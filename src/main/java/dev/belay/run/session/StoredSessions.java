package dev.belay.run.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.Caller;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.Standing;
import dev.belay.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// Reads sessions from the `run` table and the journals.
@ApplicationScoped
class StoredSessions implements Sessions {
    private static final String NEWEST = """
            select id::text, request, outcome from run
            where caller_id = ? and session = ? and state <> 'RUNNING' and request is not null
            order by id desc limit 1""";

    private final DataSource database;
    private final Journals journals;

    StoredSessions(DataSource database, Journals journals) {
        this.database = database;
        this.journals = journals;
    }

    @Override
    public List<Message> history(Caller caller, String session) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(NEWEST)) {
            select.setString(1, caller.id());
            select.setString(2, session);
            try (var row = select.executeQuery()) {
                return row.next() ? said(row.getString(1), row.getString(2), row.getString(3)) : List.of();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("sessions cannot be read", e);
        }
    }

    private List<Message> said(String runId, String request, String outcome) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : Json.tree(request).path("conversation").path("messages")) {
            messages.add(Json.mapper().convertValue(message, Message.class));
        }
        messages.addAll(transcript(journals.read(runId, 0)));
        JsonNode answer = outcome == null ? null : Json.tree(outcome).at("/answer/message");
        if (answer != null && answer.isObject()) {
            Message last = Json.mapper().convertValue(answer, Message.Assistant.class);
            if (messages.isEmpty() || !messages.getLast().equals(last)) {
                messages.add(last);
            }
        }
        return messages;
    }

    /// What decisions and their results add: only decisions whose calls all have a result, each followed by these
    /// results in the order of the calls.
    static List<Message> transcript(List<Entry> all) {
        List<Entry> entries = Standing.of(all);
        Map<Long, Map<String, Message.Tool>> results = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.fact() instanceof Entry.ToolDone done) {
                results.computeIfAbsent(done.decision(), _ -> new LinkedHashMap<>())
                        .put(done.result().callId(), done.result().asMessage());
            }
        }
        List<Message> messages = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry.fact()) {
                case Entry.Decision decision ->
                    add(decision.message(), results.getOrDefault(entry.seq(), Map.of()), messages);
                case Entry.Proposed proposed ->
                    messages.remove(proposed.answer().message());
                case Entry.Released released -> messages.add(released.message());
                default -> {
                    // nothing that was said
                }
            }
        }
        return messages;
    }

    private static void add(Message.Assistant decision, Map<String, Message.Tool> results, List<Message> messages) {
        if (decision.toolCalls().stream().allMatch(call -> results.containsKey(call.id()))) {
            messages.add(decision);
            decision.toolCalls().forEach(call -> messages.add(results.get(call.id())));
        }
    }
}
