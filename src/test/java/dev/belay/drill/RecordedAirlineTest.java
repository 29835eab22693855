package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.script.ConversationReader;
import dev.belay.drill.script.Recordings;
import dev.belay.drill.script.Reply;
import dev.belay.platform.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every recorded airline conversation is found again at every one of its decisions, also when a tier wrote it
/// as text.
class RecordedAirlineTest {
    private final Path file = Path.of(System.getProperty("belay.fixtures", "../shared/fixtures"))
            .resolve("tau-bench-airline/trajectories.jsonl");

    @BeforeEach
    void fixtures() {
        assumeTrue(Files.isReadable(file), () -> "no recorded conversations at " + file + " (set -Dbelay.fixtures)");
    }

    @Test
    void finds_every_decision_of_every_recording() throws Exception {
        Recordings recordings = Recordings.load(List.of(file));
        int decisions = 0;
        for (String line : Files.readAllLines(file)) {
            JsonNode recorded = Json.tree(line);
            String id = recorded.path("task_id").asText() + "."
                    + recorded.path("trial").asText();
            decisions += check(recordings, id, recorded.path("messages"));
        }
        assertThat(decisions).isEqualTo(2114);
    }

    private static int check(Recordings recordings, String id, JsonNode messages) {
        ObjectNode natively = Json.object();
        natively.withArray("tools").addObject().putObject("function").put("name", "any");
        ObjectNode textually = Json.object();
        ArrayNode asText = textually.putArray("messages");
        asText.addObject().put("role", "system").put("content", "Use <invoke>.");
        int decisions = 0;
        for (JsonNode message : messages) {
            if (message.path("role").asText().equals("assistant")) {
                Reply told = next(recordings, id, natively);
                assertThat(told.message().text())
                        .isEqualTo(message.path("content").asText(""));
                assertThat(told.message().toolCalls()).hasSameSizeAs(message.path("tool_calls"));
                Conversation text = ConversationReader.read(textually);
                assertThat(recordings.next(id, text)).isPresent();
                asText.addObject()
                        .put("role", "assistant")
                        .put("content", told.toldTo(text).message().text());
                decisions++;
            } else if (!message.path("role").asText().equals("system")) {
                String content = message.path("content").asText();
                asText.addObject().put("role", "user").put("content", content);
            }
            natively.withArray("messages").add(message);
        }
        return decisions;
    }

    private static Reply next(Recordings recordings, String id, ObjectNode request) {
        return recordings
                .next(id, ConversationReader.read(request))
                .orElseThrow(() -> new AssertionError(id + " is not found at " + request))
                .reply();
    }
}
