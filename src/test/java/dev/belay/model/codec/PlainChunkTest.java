package dev.belay.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.speech.Take;
import dev.belay.model.Configs;
import dev.belay.model.catalog.ModelSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainChunkTest {
    private static final ModelSpec MODEL = Configs.model("http://localhost/v1");

    @Test
    void readsAPieceOfText() {
        var chunk = PlainChunk.read("""
                {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","service_tier":{"a":[1,{"b":2}]},
                 "choices":[{"index":0,"delta":{"role":"assistant","content":"H\\u00e4\\n","tool_calls":[],
                 "refusal":null},"logprobs":{"content":["x"]},"finish_reason":null}],"usage":null}""");

        assertThat(chunk).isEqualTo(new PlainChunk("m", "Hä\n", null));
    }

    @Test
    void readsWhyTheModelStops() {
        assertThat(PlainChunk.read("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"))
                .isEqualTo(new PlainChunk(null, null, "stop"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}",
                "{\"choices\":[{\"delta\":{\"content\":\"\\x\"}}]}",
                "{\"error\":{\"message\":\"no\"}}",
                "{\"object\":\"error\",\"message\":\"no\"}",
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}",
                "{\"choices\":{}}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"delta\":null,\"message\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{}},{\"index\":1,\"delta\":{}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}}]}",
                "{\"choices\":[{\"delta\":{\"refusal\":\"no\"}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning\":\"hm\"}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\"}]}}]}",
                "{\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"f\"}}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\",\"content\":null}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"delta\":{}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"choices\":[]}",
                "{\"model\":\"a\",\"model\":7,\"choices\":[]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"finish_reason\":null}]}"
            })
    void leavesWhatMayHoldMoreToTheTree(String event) {
        assertThat(PlainChunk.read(event)).isNull();
    }

    /// What is no event for the short way, by a field that means nothing to either, comes to the same on the long one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}",
                "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"STOP\"}]}",
                "{\"choices\":[{\"delta\":{\"content\":null},\"finish_reason\":\"\"}]}",
                "{\"model\":null,\"choices\":[]}",
                "{\"model\":\"\",\"usage\":null,\"error\":null}",
                "{}"
            })
    void saysWhatTheTreeSays(String event) {
        String longer = event.replaceFirst("}$", (event.length() > 2 ? "," : "") + "\"object\":0}");
        assertThat(PlainChunk.read(event)).isNotNull();
        assertThat(PlainChunk.read(longer)).isNull();
        ChunkAssembler one = assembler();
        ChunkAssembler other = assembler();

        assertThat(one.event(event)).isEqualTo(other.event(longer));

        assertThat(one.finished()).isEqualTo(other.finished());
        assertThat(one.responseModel()).isEqualTo(other.responseModel());
        assertThat(one.usage()).isEqualTo(other.usage());
        assertThat(one.assemble(() -> "spare")).isEqualTo(other.assemble(() -> "spare"));
    }

    private static ChunkAssembler assembler() {
        var prompt = Configs.prompt(List.of(new Message.User("12345678")), Sampling.DEFAULT);
        return new ChunkAssembler(MODEL, prompt, new Redaction(MODEL), Take.UNHEARD);
    }
}
