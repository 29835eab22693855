package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.script.Script;
import dev.belay.drill.script.ScriptReader;
import dev.belay.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Scripted conversations over HTTP, natively, as text, and under faults.
class ScriptedTest {
    private static final String TOOLS = "Call tools as <invoke>…</invoke>. Tools: find_book, find_reader, lend.";
    private static final String DUE = "lent until Friday";

    private final StandIn provider =
            StandIn.start(StandInOptions.onAnyPort().with(script()).keepingBodies());
    private final HttpCaller caller = new HttpCaller(provider);

    static Script script() {
        try (var in = ScriptedTest.class.getResourceAsStream("/drill/library.yaml")) {
            return ScriptReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        caller.close();
        provider.close();
    }

    @Test
    void plays_native_calls_turn_by_turn() throws Exception {
        Chat chat = new Chat("library-desk").user("Do you have Dune?").offering("find_book", "find_reader", "lend");
        JsonNode first = caller.message(chat);
        assertThat(first.path("content").isNull()).isTrue();
        assertThat(first.path("tool_calls").findValuesAsText("id")).containsExactly("call_0_0", "call_0_1");
        assertThat(Json.tree(first.at("/tool_calls/0/function/arguments").asText())
                        .at("/tags/1")
                        .asInt())
                .isEqualTo(1965);

        JsonNode second = caller.message(chat.accept(first, "known"));
        assertThat(second.path("content").asText()).isEqualTo("Both are known.");
        assertThat(second.at("/tool_calls/0/id").asText()).isEqualTo("call_1_0");

        JsonNode third = caller.message(chat.accept(second, DUE));
        assertThat(third.path("content").asText()).isEqualTo("Lent until Friday.");
        assertThat(provider.log().getLast().asked().shape().results()).isEqualTo(3);
        assertThat(provider.log())
                .extracting(seen -> seen.played().what())
                .containsExactly("script:library/1", "script:library/2", "script:library/3");
        assertThat(provider.log().getLast().played().inputTokens()).isEqualTo(100);
    }

    @Test
    void plays_the_same_as_text() throws Exception {
        Chat chat = new Chat("library-desk").system(TOOLS).user("Do you have Dune?");
        JsonNode first = caller.message(chat);
        assertThat(first.path("tool_calls").isMissingNode()).isTrue();
        assertThat(first.path("content").asText())
                .contains(
                        "<invoke><find_book><arguments><title>Dune</title><copies>2</copies>"
                                + "<tags>[\"novel\",1965]</tags></arguments></find_book></invoke>",
                        "<find_reader><arguments><name>Zoë Öz</name>");

        JsonNode second = caller.message(chat.accept(first, "").user("[tool results] known, known"));
        assertThat(second.path("content").asText()).startsWith("Both are known.\n\n<invoke><lend>");
        JsonNode third = caller.message(chat.accept(second, "").user(DUE));
        assertThat(third.path("content").asText()).isEqualTo("Lent until Friday.");
    }

    @Test
    void tells_broken_arguments_as_text_too() throws Exception {
        Chat chat = new Chat("standin-t02:library").system(TOOLS).user("Do you have Dune?");
        assertThat(caller.message(chat).path("content").asText())
                .contains("```json\n{\"name\": \"find_reader\", \"arguments\": {\"name\":}\n```");
        Chat twice = new Chat("standin-t05:library").system(TOOLS).user("Do you have Dune?");
        assertThat(caller.message(twice).path("content").asText().split("<find_reader>"))
                .hasSize(3);
    }

    @Test
    void streams_calls_that_add_up() throws Exception {
        Chat chat = new Chat("library-desk").user("Dune").offering("find_book").streaming();
        List<JsonNode> calls = calls(caller.post(chat).body());
        assertThat(names(calls)).containsExactly("find_book", "find_reader");
        assertThat(arguments(calls, 1)).isEqualTo("{\"name\":\"Zoë Öz\"}");
    }

    @Test
    void w22_tears_calls_that_still_add_up() throws Exception {
        Chat chat = new Chat("standin-w22:library")
                .user("Dune")
                .offering("find_book")
                .streaming();
        List<JsonNode> calls = calls(caller.post(chat).body());
        assertThat(names(calls)).hasSizeGreaterThan(400).containsOnly("find_book", "find_reader");
        assertThat(arguments(calls, 1)).isEqualTo("{\"name\":\"Zoë Öz\"}");
        try (RawClient raw = new RawClient(provider)) {
            String bytes = raw.send(chat).until("0\r\n\r\n");
            assertThat(bytes).as("a chunk ends inside a character").contains("\uFFFD");
        }
    }

    @Test
    void a_fault_waits_for_its_results() throws Exception {
        Chat chat = new Chat("standin-w04@k2:library").user("Dune").offering("find_book");
        chat.accept(caller.message(chat), "known");
        assertThat(caller.post(chat).statusCode()).isEqualTo(503);
        assertThat(provider.log().getLast().played().what()).isEqualTo("w04 on script:library/2");
        assertThat(caller.post(chat).statusCode()).isEqualTo(503);
    }

    @Test
    void a_fault_is_shown_as_often_as_said_within_one_conversation() throws Exception {
        Chat chat = new Chat("library-late").user("Dune").offering("find_book");
        chat.accept(caller.message(chat), "known");
        assertThat(caller.post(chat).statusCode()).isEqualTo(503);
        Chat other = new Chat("library-late").system(TOOLS).user("Dune");
        other.accept(caller.message(other), "").user("known");
        assertThat(caller.post(other).statusCode()).as("another tier").isEqualTo(503);
        JsonNode decision = caller.message(other);
        assertThat(caller.post(other.accept(decision, "").user(DUE)).statusCode())
                .as("the next step")
                .isEqualTo(200);
    }

    @Test
    void a_passing_fault_leaves_the_conversation_as_it_was() throws Exception {
        Chat chat = new Chat("standin-w01@x1:library").user("Dune").offering("find_book");
        assertThat(caller.post(chat).statusCode()).isEqualTo(429);
        assertThat(caller.message(chat).path("tool_calls")).hasSize(2);
    }

    @Test
    void says_so_when_no_rule_holds() throws Exception {
        assertThat(caller.post(new Chat("library-desk").user("Emma?")).statusCode())
                .isEqualTo(400);
        assertThat(caller.post(new Chat("standin-ok:nowhere").user("Dune")).statusCode())
                .isEqualTo(400);
        assertThat(caller.post(new Chat("any").user("Dune"), "X-Standin-Conversation", "library")
                        .body())
                .contains("find_book");
    }

    @Test
    void does_not_start_with_a_fault_that_is_not_there() {
        Script script = ScriptReader.read("{name: x, models: {m: {fault: w77}}, rules: [{reply: {text: a}}]}");
        StandInOptions options = StandInOptions.onAnyPort().with(script);
        assertThatThrownBy(() -> StandIn.start(options)).hasMessageContaining("script x, model m", "w77");
    }

    private static List<JsonNode> calls(String body) {
        return HttpCaller.events(body).stream()
                .filter(event -> event.startsWith("{"))
                .map(event -> Json.tree(event).at("/choices/0/delta/tool_calls/0"))
                .filter(JsonNode::isObject)
                .toList();
    }

    private static List<String> names(List<JsonNode> calls) {
        return calls.stream()
                .map(call -> call.at("/function/name"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    private static String arguments(List<JsonNode> calls, int index) {
        StringBuilder arguments = new StringBuilder();
        calls.stream()
                .filter(call -> call.path("index").asInt() == index)
                .forEach(call -> arguments.append(call.at("/function/arguments").asText()));
        return arguments.toString();
    }
}
