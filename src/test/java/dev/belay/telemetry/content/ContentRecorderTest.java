package dev.belay.telemetry.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.Content;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ContentRecorderTest {
    private static final String SECRET = "canary\"of/the key";
    private static final Secrets SECRETS = Secrets.of(List.of("Bearer " + SECRET, SECRET));
    private static final List<Message> TALK = List.of(
            new Message.System("Be brief."),
            new Message.User(List.of(
                    new Message.Part.Text("What is this?"),
                    new Message.Part.Image("https://pictures.example/1", null),
                    new Message.Part.Image("data:image/png;base64,AAAA", null))),
            new Message.Assistant(
                    "I look.",
                    List.of(new ToolCall("c1", "look", "{\"at\":[1,2]}"), new ToolCall("c2", "look", "not json"))),
            new Message.Tool("c1", "look", "A cat."));

    @Test
    void writesMessagesAsTheConventionsWantThem() {
        Attributes recorded = recorded(4096, new Content.Prompt(TALK));

        assertThat(recorded.get(ContentAttributes.SYSTEM_INSTRUCTIONS))
                .isEqualTo("[{\"type\":\"text\",\"content\":\"Be brief.\"}]");
        assertThat(Json.tree(recorded.get(ContentAttributes.INPUT_MESSAGES))).isEqualTo(Json.tree("""
                [{"role":"user","parts":[{"type":"text","content":"What is this?"},
                   {"type":"uri","modality":"image","uri":"https://pictures.example/1"},
                   {"type":"blob","modality":"image","content":""}]},
                 {"role":"assistant","parts":[{"type":"text","content":"I look."},
                   {"type":"tool_call","id":"c1","name":"look","arguments":{"at":[1,2]}},
                   {"type":"tool_call","id":"c2","name":"look","arguments":"not json"}]},
                 {"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":"A cat."}]}]"""));
        assertThat(recorded.get(ContentAttributes.CUT)).isNull();
    }

    @Test
    void saysOfAReplyWhyItEnded() {
        Message.Assistant message = new Message.Assistant("", List.of(new ToolCall("c1", "look", "{}")));

        Attributes recorded = recorded(4096, new Content.Reply(message, FinishReason.TOOL_CALLS));

        assertThat(recorded.get(ContentAttributes.OUTPUT_MESSAGES))
                .isEqualTo(
                        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"look\","
                                + "\"arguments\":{}}],\"finish_reason\":\"tool_call\"}]");
    }

    @Test
    void keepsTheNewestMessagesAndSaysThatOthersAreMissing() {
        List<Message> talk = List.of(
                new Message.User("old ".repeat(100)), new Message.Assistant("newer"), new Message.User("newest"));

        Attributes recorded = recorded(300, new Content.Prompt(talk));

        JsonNode messages = Json.tree(recorded.get(ContentAttributes.INPUT_MESSAGES));
        assertThat(messages.findValuesAsText("content")).containsExactly("newer", "newest");
        assertThat(recorded.get(ContentAttributes.CUT)).isTrue();
    }

    @Property(tries = 200)
    void isAlwaysWholeJsonWithinItsLimit(
            @ForAll @Size(max = 6) List<String> texts, @ForAll @IntRange(min = 256, max = 600) int limit) {
        List<Message> messages = texts.stream()
                .<Message>map(text -> new Message.User((text + " 𝄞\"\\").repeat(1 + text.length())))
                .toList();

        String json = recorded(limit, new Content.Prompt(messages)).get(ContentAttributes.INPUT_MESSAGES);

        assertThat(json.length()).isLessThanOrEqualTo(limit);
        assertThat(Json.tree(json).isArray()).isTrue();
        assertThat(Json.tree(json).isEmpty()).isEqualTo(messages.isEmpty());
    }

    @Test
    void cutsWhatAToolWasAskedAndSaid() {
        Attributes recorded = recorded(300, new Content.Result("x".repeat(301)));

        assertThat(recorded.get(ContentAttributes.RESULT)).isEqualTo("x".repeat(300));
        assertThat(recorded.get(ContentAttributes.CUT)).isTrue();
        assertThat(recorded(300, new Content.Arguments("{}")).get(ContentAttributes.ARGUMENTS))
                .isEqualTo("{}");
    }

    @Test
    void blotsSecretsOutBeforeItCuts() {
        String said = "a".repeat(290) + SECRET + " belay_abcd_0123456789012345678901";
        ToolCall call = new ToolCall("c", "look", Json.write(Json.object().put("key", SECRET)));

        for (Content content : List.of(
                new Content.Prompt(List.of(new Message.System(said), new Message.User(said))),
                new Content.Reply(new Message.Assistant(said, List.of(call)), FinishReason.STOP),
                new Content.Arguments(call.arguments()),
                new Content.Result(said))) {
            for (int limit : new int[] {300, 4096}) {
                assertThat(recorded(limit, content).toString()).doesNotContain("canary", "0123456789");
            }
        }
    }

    @Test
    void asksForNothingWhenOffOrWhenTheSpanIsNotKept() {
        Supplier<Content> never = () -> {
            throw new AssertionError("asked");
        };

        ContentRecorder.OFF.record(span(InMemorySpanExporter.create()), never);
        new ContentRecorder(300, SECRETS).record(Span.getInvalid(), never);
    }

    @Test
    void contentDoesNotShowInItsText() {
        assertThat(List.of(
                                new Content.Prompt(TALK),
                                new Content.Reply(new Message.Assistant("A cat."), FinishReason.STOP),
                                new Content.Arguments("A cat."),
                                new Content.Result("A cat."))
                        .toString())
                .doesNotContain("cat", "brief", "look");
    }

    private static Attributes recorded(int limit, Content content) {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        Span span = span(exporter);
        new ContentRecorder(limit, SECRETS).record(span, () -> content);
        span.end();
        return exporter.getFinishedSpanItems().getFirst().getAttributes();
    }

    private static Span span(InMemorySpanExporter exporter) {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()
                .get("test")
                .spanBuilder("chat")
                .startSpan();
    }
}
