package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.demo.Demo;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the demonstration's models do to the first tier, and that they spare the second.
class DemoRouteTest {
    private final Demo demo = Demo.load();
    private final StandIn provider = StandIn.start(StandInOptions.onAnyPort().with(demo.script()));
    private final HttpCaller caller = new HttpCaller(provider);

    @AfterEach
    void stop() {
        caller.close();
        provider.close();
    }

    @Test
    void primary_is_silent_once_and_secondary_overloaded_three_times() throws Exception {
        Chat chat = withTwoResults("demo-primary");
        try (RawClient raw = new RawClient(provider).patience(200)) {
            raw.send(chat);
            assertThatThrownBy(raw::toEnd).isInstanceOf(SocketTimeoutException.class);
        }
        chat.model("demo-secondary");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(caller.post(chat).statusCode()).isEqualTo(503);
        }
        JsonNode decision = caller.message(chat);
        assertThat(decision.at("/tool_calls/0/function/name").asText()).isEqualTo("calculate");
        assertThat(caller.message(chat.accept(decision, "1409.04"))
                        .at("/tool_calls/0/function/name")
                        .asText())
                .isEqualTo("write_file");
        assertThat(provider.log())
                .extracting(seen -> seen.asked().shape().results())
                .containsExactly(0, 1, 2, 2, 2, 2, 2, 3);
    }

    @Test
    void flaky_breaks_three_times() throws Exception {
        Chat chat = withTwoResults("demo-flaky").streaming();
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThatThrownBy(() -> caller.post(chat)).isInstanceOf(IOException.class);
        }
        assertThat(caller.post(chat).body()).endsWith("[DONE]\n\n");
    }

    private Chat withTwoResults(String model) throws Exception {
        Chat chat = new Chat(model).user(demo.question()).offering("list_files", "read_file");
        chat.accept(caller.message(chat), "invoices/HP-2031.txt  640");
        return chat.accept(caller.message(chat), "INVOICE HP-2031");
    }
}
