package dev.belay.tier.agent.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeReaderTest {
    private static final List<ToolSpec> TOOLS =
            List.of(new ToolSpec("alpha", "", "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"}}}"));

    private final MessageReader reader = new NativeReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_call>{\"name\": \"alpha\", \"arguments\": {\"x\": 1}}</tool_call>",
                "```json\n{\"name\": \"alpha\", \"arguments\": {\"x\": 1}}\n```",
                "<function=alpha>{\"x\": 1}</function>",
                "[TOOL_CALLS][{\"name\": \"alpha\", \"arguments\": {\"x\": 1}}]",
                "alpha(x=1)",
            })
    void hearsACallThatIsWritten(String text) {
        var read = reader.read(new Message.Assistant(text), TOOLS);

        assertThat(read.message().toolCalls()).containsExactly(new ToolCall(null, "alpha", "{\"x\":1}"));
        assertThat(read.confidence()).isGreaterThan(0.85);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I would use alpha(x=1) now.",
                "<tool_call>{\"name\": \"beta\", \"arguments\": {}}</tool_call>",
                "The answer is 1."
            })
    void whateverElseIsAnAnswer(String text) {
        var message = new Message.Assistant(text);
        assertThat(reader.read(message, TOOLS)).isEqualTo(ReadMessage.given(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"x\": 1,}", "{'x': 1}", "{\"x\": 1 /* one */}", "{x: 1}", "{'x': 1, 'y': None, # nothing\n}"})
    void mendsArgumentsThatAreNotQuiteJson(String written) {
        var message = new Message.Assistant("", List.of(new ToolCall("1", "alpha", written)));
        var read = reader.read(message, TOOLS);

        assertThat(Json.tree(read.message().toolCalls().getFirst().arguments())
                        .path("x")
                        .asInt())
                .isEqualTo(1);
        assertThat(read.message().toolCalls().getFirst().id()).isEqualTo("1");
        assertThat(read.repairs()).isNotEmpty();
        assertThat(read.confidence()).isBetween(0.9, 0.99);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\": 1, \"y\": \"abc", "{\"x\": [1, 2", "{\"x\": 1", "x", "", "{\"x\": 1} {\"x\": 2}"})
    void doesNotGuessArguments(String written) {
        var message = new Message.Assistant("", List.of(new ToolCall("1", "alpha", written)));
        assertThat(reader.read(message, TOOLS)).isEqualTo(ReadMessage.given(message));
    }

    @Test
    void whatTheProviderGivesStandsAsItIs() {
        var message = new Message.Assistant("alpha(x=1)", List.of(new ToolCall("1", "alpha", "{broken")));
        assertThat(reader.read(message, TOOLS).message()).isSameAs(message);
        assertThat(reader.read(new Message.Assistant("alpha(x=1)"), List.of())
                        .message()
                        .callsTools())
                .isFalse();
    }
}
