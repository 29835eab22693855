package dev.belay.tier.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.toolcall.Reading;
import dev.belay.toolcall.ToolCallParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextProtocolTest {
    private final TextProtocol protocol = new TextProtocol();

    /// What a model is shown, as a whole: a change of a word is seen in the snapshot.
    @Test
    void looksAsInTheSnapshot() throws IOException {
        List<Message> transcript = List.of(
                new Message.System("Be brief."),
                new Message.User("Compare a and b."),
                new Message.Assistant(
                        "Reading both.",
                        List.of(
                                new ToolCall("1", "read_file", "{\"path\":\"a.txt\"}"),
                                new ToolCall("2", "read_file", "{\"path\":\"b.txt\",\"lines\":[1,2]}"))),
                new Message.Tool("1", "read_file", "alpha"),
                new Message.Tool("2", "read_file", "beta"),
                new Message.User("And?"));
        var tool = new ToolSpec("read_file", "Reads a file.", "{\"type\":\"object\"}");

        String shown = protocol.render(transcript, List.of(tool)).stream()
                .map(message -> "== " + message.getClass().getSimpleName() + "\n" + message.text() + "\n")
                .collect(Collectors.joining());

        assertThat(shown).isEqualTo(Files.readString(Path.of("src/test/resources/tier/loop-prompt.txt")));
    }

    @Test
    void saysNothingOfToolsWhereThereAreNone() {
        List<Message> plain = List.of(new Message.User("Hello"));
        assertThat(protocol.render(plain, List.of())).isEqualTo(plain);
    }

    @Test
    void showsArgumentsThatAreNoObjectAsTheyWereWritten() {
        var decision = new Message.Assistant("", List.of(new ToolCall("1", "alpha", "{broken")));
        assertThat(protocol.render(List.of(decision)).getFirst().text())
                .isEqualTo("<invoke><alpha><arguments>{broken</arguments></alpha></invoke>");
    }

    /// What carried-over calls look like is what the reader takes for calls.
    @Test
    void writesCallsThatCanBeReadAgain() {
        var call = new ToolCall("1", "alpha", "{\"x\":\"<b>1</b> & more\",\"y\":[1,{\"z\":null}]}");
        var tool = new ToolSpec(
                "alpha",
                "",
                "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"},\"y\":{\"type\":\"array\"}}}");
        String written = protocol.render(List.of(new Message.Assistant("Words.", List.of(call))))
                .getFirst()
                .text();

        Reading read = new ToolCallParser().parse(written, List.of(tool));

        assertThat(read.problem()).isNull();
        assertThat(read.text()).isEqualTo("Words.");
        assertThat(read.calls()).singleElement().satisfies(again -> {
            assertThat(again.name()).isEqualTo("alpha");
            assertThat(Json.tree(again.arguments())).isEqualTo(Json.tree(call.arguments()));
        });
    }
}
