package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.script.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recorded conversations, on a small one that we wrote.
class RecordedTest {
    private static final Path FILE = Path.of("src/test/resources/drill/recorded.jsonl");
    private static final String TOOLS = "Call tools as <invoke>…</invoke>.";

    private final StandIn provider = StandIn.start(StandInOptions.onAnyPort().withRecordings(FILE));
    private final HttpCaller caller = new HttpCaller(provider);

    @AfterEach
    void stop() {
        caller.close();
        provider.close();
    }

    @Test
    void goes_on_as_recorded_with_the_first_of_several_calls() throws Exception {
        Chat chat = new Chat("standin-rec:1.0").system("Something else.").user("Hello, is order 12 ready?");
        chat.accept(caller.message(chat), "").user("Ines").offering("get_order");
        JsonNode call = caller.message(chat);
        assertThat(call.path("content").asText()).isEqualTo("One moment.");
        assertThat(call.path("tool_calls")).hasSize(1);
        assertThat(call.at("/tool_calls/0/function/name").asText()).isEqualTo("get_order");
        JsonNode next = caller.message(chat.accept(call, "any result will do"));
        assertThat(next.at("/tool_calls/0/function/name").asText()).isEqualTo("mark_collected");
        JsonNode last = caller.message(chat.accept(next, "done"));
        assertThat(last.path("content").asText()).startsWith("It is ready");
        assertThat(provider.log().getLast().played().what()).isEqualTo("rec:1.0#3");
    }

    @Test
    void finds_the_recording_by_what_was_decided() throws Exception {
        Chat chat = new Chat("standin-rec").system(TOOLS).user("Hello, is order 12 ready?");
        chat.assistant("<invoke><get_order><number>12</number></get_order></invoke>")
                .user("Tool get_order returned: no such order");
        assertThat(caller.message(chat).path("content").asText()).isEqualTo("There is no order 12.");
    }

    @Test
    void writes_recorded_calls_as_text_where_that_is_spoken() throws Exception {
        Chat chat = new Chat("standin-rec:1.1").system(TOOLS).user("Hello, is order 12 ready?");
        assertThat(caller.message(chat).path("content").asText())
                .isEqualTo("<invoke><get_order><arguments><number>12</number></arguments></get_order></invoke>");
    }

    @Test
    void goes_on_without_calls_that_the_client_never_saw() throws Exception {
        Chat chat = new Chat("standin-rec")
                .user("Hello, is order 12 ready?")
                .assistant("May I have your name?")
                .user("Ines")
                .assistant("It is ready, and marked as collected.")
                .user("Thanks!");
        assertThat(caller.message(chat).path("content").asText()).isEqualTo("You are welcome.");
    }

    @Test
    void ends_a_recording_that_breaks_off_after_a_result() throws Exception {
        Chat chat = new Chat("standin-rec").user("Call somebody.").offering("call_baker");
        JsonNode last = caller.message(chat.accept(caller.message(chat), "ringing"));
        assertThat(last.path("content").asText()).isEqualTo(Recording.CLOSING);
    }

    @Test
    void says_so_when_nothing_was_recorded() throws Exception {
        assertThat(caller.post(new Chat("standin-rec").user("What?")).statusCode())
                .isEqualTo(400);
        assertThat(caller.post(new Chat("standin-rec:9.9").user("Call somebody."))
                        .statusCode())
                .isEqualTo(400);
        Chat wrong = new Chat("standin-rec:1.1")
                .system(TOOLS)
                .user("Hello, is order 12 ready?")
                .assistant("<invoke><get_order><number>13</number></get_order></invoke>")
                .user("no");
        assertThat(caller.post(wrong).statusCode()).isEqualTo(400);
    }

    @Test
    void falls_silent_after_as_many_results_as_the_name_says() throws Exception {
        Chat chat = new Chat("standin-w08@k1:1.1")
                .user("Hello, is order 12 ready?")
                .offering("get_order")
                .streaming();
        assertThat(caller.post(chat).body()).endsWith("[DONE]\n\n");
        JsonNode call = caller.message(new Chat("standin-rec:1.1").user("Hello, is order 12 ready?"));
        chat.accept(call, "no such order");
        assertThatThrownBy(() -> caller.post(chat)).isInstanceOf(java.io.IOException.class);
        assertThat(caller.message(chat.model("standin-rec:1.1").plain())
                        .path("content")
                        .asText())
                .isEqualTo("There is no order 12.");
    }

    @Test
    void names_the_line_that_is_no_recording(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("r.jsonl"), Files.readString(FILE) + "{broken\n");
        StandInOptions options = StandInOptions.onAnyPort().withRecordings(file);
        assertThatThrownBy(() -> StandIn.start(options)).hasMessageContaining("r.jsonl, line 4");
    }
}
