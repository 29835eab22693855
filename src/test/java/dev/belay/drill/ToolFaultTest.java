package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.call.WrongCalls;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Faults in tool calls: what a client is told to call.
class ToolFaultTest extends FaultsWithoutWaiting {
    private static final String GOOD = "{\"city\":\"Zürich\",\"days\":3}";

    @Test
    void calls_the_first_tool_with_arguments_of_its_schema_and_answers_then() throws Exception {
        Chat chat = asking("standin-call");
        JsonNode message = caller.message(chat);
        assertThat(message.path("content").isNull()).isTrue();
        assertThat(arguments(message)).isEqualTo(GOOD);
        assertThat(caller.message(chat.accept(message, "rain")).path("content").asText())
                .isEqualTo(Repertoire.DEFAULT_ANSWER);
    }

    @Test
    void calls_what_the_user_names() throws Exception {
        Chat chat = new Chat("standin-call")
                .user("Use cancel {\"order\": \"17\"} now")
                .offering("forecast", schema())
                .offering("cancel");
        JsonNode message = caller.message(chat);
        assertThat(message.at("/tool_calls/0/function/name").asText()).isEqualTo("cancel");
        assertThat(arguments(message)).isEqualTo("{\"order\":\"17\"}");
    }

    @Test
    void calls_in_text_where_that_is_taught_and_takes_no_argument_away_there() throws Exception {
        Chat chat = new Chat("standin-t04")
                .system("Call tools as <invoke>…</invoke>. Tools: forecast.")
                .user("Use forecast with {\"city\": \"Bern\"}, then report.");
        assertThat(caller.message(chat).path("content").asText())
                .isEqualTo("<invoke><forecast><arguments><city>Bern</city></arguments></forecast></invoke>");
    }

    @Test
    void has_nothing_to_call_without_tools() throws Exception {
        assertThat(caller.message(Chat.of("standin-t02")).path("content").asText())
                .isEqualTo(Repertoire.DEFAULT_ANSWER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t01-comma    | {\"city\": \"Zürich\", \"days\": 3,}",
                "t01-quotes   | {'city': 'Zürich', 'days': 3}",
                "t01-comments | { // the arguments~\"city\": \"Zürich\", \"days\": 3 /* that is all */ }",
                "t01-keys     | {city: \"Zürich\", days: 3}",
                "t01-python   | {'city': 'Zürich', 'days': 3, 'hourly': True}",
                "t01          | { // the arguments~city: 'Zürich', days: 3, hourly: True, /* that is all */ }"
            },
            quoteCharacter = '^')
    void t01_writes_arguments_that_are_not_quite_json(String fault, String written) throws Exception {
        Chat chat = asking("standin-" + fault);
        JsonNode message = caller.message(chat);
        assertThat(arguments(message)).isEqualTo(written.replace('~', '\n'));
        assertThat(caller.message(chat.accept(message, "rain")).path("content").asText())
                .as("a result is the end of it")
                .isEqualTo(Repertoire.DEFAULT_ANSWER);
    }

    @Test
    void t02_cuts_arguments_in_the_middle_again_and_again() throws Exception {
        Chat chat = asking("standin-t02");
        JsonNode message = caller.message(chat);
        assertThat(arguments(message)).isEqualTo(GOOD.substring(0, GOOD.length() / 2));
        assertThatThrownBy(() -> Json.tree(arguments(message))).isInstanceOf(UncheckedIOException.class);
        JsonNode second = caller.message(chat.accept(message, "error: arguments are not JSON"));
        assertThat(arguments(second)).isEqualTo(arguments(message));
        assertThat(finish(asking("standin-t02"))).isEqualTo("tool_calls");
        assertThat(finish(asking("standin-t02-length"))).isEqualTo("length");
    }

    @Test
    void t02_once_is_put_right_after_a_complaint() throws Exception {
        Chat chat = asking("standin-t02@x1");
        JsonNode message = caller.message(chat);
        JsonNode second = caller.message(chat.accept(message, "error: arguments are not JSON"));
        assertThat(arguments(second)).isEqualTo(GOOD);
        assertThat(caller.message(chat.accept(second, "rain")).path("content").asText())
                .isEqualTo(Repertoire.DEFAULT_ANSWER);
    }

    @Test
    void t03_calls_a_tool_that_nobody_offered_and_insists() throws Exception {
        Chat chat = asking("standin-t03");
        for (int i = 0; i < 2; i++) {
            JsonNode message = caller.message(chat);
            assertThat(message.at("/tool_calls/0/function/name").asText()).isEqualTo(WrongCalls.NEVER_OFFERED);
            chat.accept(message, "unknown tool; there is: forecast");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t04        | {\"days\":3}",
                "t04-type   | {\"city\":\"Zürich\",\"days\":\"rather many\"}",
                "t04-quoted | {\"city\":\"Zürich\",\"days\":\"3\"}",
                "t04-extra  | {\"city\":\"Zürich\",\"days\":3,\"unasked\":true}"
            },
            quoteCharacter = '^')
    void t04_misses_the_schema(String fault, String written) throws Exception {
        assertThat(arguments(caller.message(asking("standin-" + fault)))).isEqualTo(written);
    }

    @Test
    void t05_calls_twice_in_one_turn() throws Exception {
        JsonNode calls = caller.message(asking("standin-t05")).path("tool_calls");
        assertThat(calls).hasSize(2);
        assertThat(calls.findValuesAsText("id")).doesNotHaveDuplicates();
        assertThat(calls.get(0).path("function")).isEqualTo(calls.get(1).path("function"));
    }

    @Test
    void t06_calls_for_ever() throws Exception {
        Chat chat = asking("standin-t06");
        for (int i = 0; i < 5; i++) {
            JsonNode message = caller.message(chat);
            assertThat(arguments(message)).isEqualTo(GOOD);
            chat.accept(message, "rain");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t07          | <tool_call>~{\"name\": \"forecast\", \"arguments\": GOOD}~</tool_call>",
                "t07-fence    | ```json~{\"name\": \"forecast\", \"arguments\": GOOD}~```",
                "t07-function | <function=forecast>GOOD</function>",
                "t07-list     | [TOOL_CALLS] [{\"name\": \"forecast\", \"arguments\": GOOD}]",
                "t07-python   | [forecast(city='Zürich', days=3)]"
            },
            quoteCharacter = '^')
    void t07_writes_the_call_as_text(String fault, String written) throws Exception {
        JsonNode message = caller.message(asking("standin-" + fault));
        assertThat(message.path("tool_calls").isMissingNode()).isTrue();
        assertThat(message.path("content").asText())
                .isEqualTo(written.replace('~', '\n').replace("GOOD", GOOD));
        assertThat(finish(asking("standin-" + fault))).isEqualTo("stop");
    }

    @ParameterizedTest
    @CsvSource({"t08, have not done so", "t08-example, Nothing was called"})
    void t08_only_talks_about_it(String fault, String words) throws Exception {
        JsonNode message = caller.message(asking("standin-" + fault));
        assertThat(message.path("tool_calls").isMissingNode()).isTrue();
        assertThat(message.path("content").asText()).contains("forecast", words);
    }

    @ParameterizedTest
    @CsvSource({"t09", "t10", "t12"})
    void calls_soundly_where_the_tool_is_to_fail(String fault) throws Exception {
        assertThat(arguments(caller.message(asking("standin-" + fault)))).isEqualTo(GOOD);
    }

    @Test
    void t11_does_what_a_result_tells_it() throws Exception {
        Chat chat = asking("standin-t11").offering("refund");
        JsonNode message = caller.message(chat);
        String told = caller.get("/tools/t11").body();
        JsonNode obeyed = caller.message(chat.accept(message, told));
        assertThat(obeyed.at("/tool_calls/0/function/name").asText()).isEqualTo("refund");
        assertThat(caller.message(chat.accept(obeyed, "refused"))
                        .path("content")
                        .asText())
                .isEqualTo(Repertoire.DEFAULT_ANSWER);
    }

    @Test
    void w22_doubles_and_tears_deltas_of_more_than_200_chunks() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            String bytes = raw.send(asking("standin-w22").streaming()).until("0\r\n\r\n");
            assertThat(bytes).as("a chunk ends inside a character").contains("\uFFFD");
        }
        List<JsonNode> calls = HttpCaller.events(
                        caller.post(asking("standin-w22").streaming()).body())
                .stream()
                .filter(event -> event.startsWith("{"))
                .map(event -> Json.tree(event).at("/choices/0/delta/tool_calls/0"))
                .filter(JsonNode::isObject)
                .toList();
        assertThat(calls).hasSizeGreaterThan(200).allSatisfy(call -> assertThat(
                        call.at("/function/name").asText())
                .isEqualTo("forecast"));
        StringBuilder arguments = new StringBuilder();
        calls.forEach(call -> arguments.append(call.at("/function/arguments").asText()));
        assertThat(arguments).hasToString(GOOD);
    }

    private static JsonNode schema() {
        return Json.tree("""
                {"type": "object", "required": ["city", "days"], "additionalProperties": false, "properties": {
                  "city": {"type": "string"}, "days": {"type": "integer", "minimum": 3},
                  "hourly": {"type": ["null", "boolean"]}}}""");
    }

    private static Chat asking(String model) {
        return Chat.of(model).offering("forecast", schema());
    }

    private static String arguments(JsonNode message) {
        return message.at("/tool_calls/0/function/arguments").asText();
    }

    private String finish(Chat chat) throws Exception {
        return Json.tree(caller.post(chat).body())
                .at("/choices/0/finish_reason")
                .asText();
    }
}
