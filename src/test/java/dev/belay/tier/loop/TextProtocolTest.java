package dev.belay.tier.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.ModelsConfig.CallForm;
import dev.belay.model.Rendition.Listener;
import dev.belay.model.codec.TokenEstimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextProtocolTest {
    private static final ToolSpec TOOL = new ToolSpec("read_file", "Reads a file.", """
            {"type": "object", "properties": {"path": {"type": "string", "description": "Where."},
             "lines": {"type": "array", "items": {"type": "integer"}}}, "required": ["path"]}""");
    private static final Listener STRANGER = new Listener("gpt-4o-mini", null, null, null);

    private static final List<Message> TRANSCRIPT = List.of(
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

    private final TextProtocol protocol = new TextProtocol(List.of(TOOL), Set.of("read_file"));

    /// What a model is shown in each form, as a whole: a change of a word is seen in the snapshot, which
    /// `-Dbelay.snapshots.write=true` renews.
    @ParameterizedTest
    @EnumSource
    void looksAsInTheSnapshot(CallForm form) throws IOException {
        String shown = protocol.of(TRANSCRIPT, new Listener("any", form, null, null)).stream()
                .map(message -> "== " + message.getClass().getSimpleName() + "\n" + message.text() + "\n")
                .collect(Collectors.joining());

        Path snapshot = Path.of("src/test/resources/tier/loop", form.word() + ".txt");
        if (Boolean.getBoolean("belay.snapshots.write")) {
            Files.writeString(snapshot, shown);
        }
        assertThat(shown).isEqualTo(Files.readString(snapshot));
    }

    @Test
    void speaksTheFormThatTheModelWasTrainedOn() {
        List<Message> shown = protocol.of(TRANSCRIPT, new Listener("Qwen/Qwen2.5-7B-Instruct", null, null, null));

        assertThat(shown.getFirst().text()).contains("<tools>", "<tool_call>").doesNotContain("<invoke>");
        assertThat(shown.get(3).text())
                .isEqualTo("Reading both.\n<tool_call>\n{\"name\":\"read_file\",\"arguments\":{\"path\":\"a.txt\"}}\n"
                        + "</tool_call>\n<tool_call>\n"
                        + "{\"name\":\"read_file\",\"arguments\":{\"path\":\"b.txt\",\"lines\":[1,2]}}\n</tool_call>");
        assertThat(shown.get(4))
                .isEqualTo(new Message.User(
                        "<tool_response>\nalpha\n</tool_response>\n<tool_response>\nbeta\n</tool_response>"));
        assertThat(shown.get(5)).isEqualTo(TRANSCRIPT.getLast());
    }

    @Test
    void speaksTheFormThatIsConfiguredWhateverTheNameSays() {
        Listener kimi = new Listener("Qwen/Qwen2.5-7B-Instruct", CallForm.KIMI, null, null);

        assertThat(protocol.of(TRANSCRIPT, kimi).getFirst().text()).contains("<|tool_call_begin|>functions.");
    }

    @Test
    void saysNothingOfToolsWhereThereAreNone() {
        List<Message> plain = List.of(new Message.User("Hello"));
        assertThat(new TextProtocol(List.of(), Set.of()).of(plain, STRANGER)).isEqualTo(plain);
    }

    @Test
    void keepsWhoSpeaks() {
        var asked = new Message.User(List.of(new Message.Part.Text("Hello")), "ann");
        var decision = new Message.Assistant("", List.of(new ToolCall("1", "alpha", "{}")), "helper");

        assertThat(protocol.of(List.of(asked, decision), STRANGER).subList(1, 3))
                .extracting(Message::speaker)
                .containsExactly("ann", "helper");
    }

    @Test
    void showsArgumentsThatAreNoObjectAsTheyWereWritten() {
        var decision = new Message.Assistant("", List.of(new ToolCall("1", "alpha", "{broken")));
        assertThat(protocol.of(List.of(decision), STRANGER).getLast().text())
                .isEqualTo("<invoke><alpha><arguments><unreadable>{broken</unreadable></arguments></alpha></invoke>");
    }

    /// Lesson, transcript and room for the answer fit into the window together.
    @Test
    void fitsTheWindow() {
        List<Message> longer = List.of(
                new Message.User("Read."),
                new Message.Assistant("", List.of(new ToolCall("1", "read_file", "{\"path\":\"a\"}"))),
                new Message.Tool("1", "read_file", "word ".repeat(4_000)),
                new Message.Assistant("", List.of(new ToolCall("2", "read_file", "{\"path\":\"b\"}"))),
                new Message.Tool("2", "read_file", "short"),
                new Message.Assistant("", List.of(new ToolCall("3", "read_file", "{\"path\":\"c\"}"))),
                new Message.Tool("3", "read_file", "short"));

        List<Message> whole = protocol.of(longer, STRANGER);
        List<Message> cut = protocol.of(longer, new Listener("gpt-4o-mini", null, 2_000, 500));

        assertThat(TokenEstimate.of(whole)).isGreaterThan(5_000);
        assertThat(TokenEstimate.of(cut)).isLessThan(1_500);
        assertThat(cut.get(3).text()).contains("word word", "[shortened here from 20000 characters");
    }
}
