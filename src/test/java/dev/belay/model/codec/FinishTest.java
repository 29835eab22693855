package dev.belay.model.codec;

import static dev.belay.model.Plays.delta;
import static dev.belay.model.Plays.finish;
import static dev.belay.model.Plays.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.speech.Take;
import dev.belay.model.Configs;
import dev.belay.model.catalog.ModelSpec;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What reasons to stop mean that OpenAI does not have.
class FinishTest {
    private static final ModelSpec MODEL = Configs.model("http://localhost/v1", "max-output", "100");

    private final ChunkAssembler assembler = withSampling(Sampling.DEFAULT);

    private static ChunkAssembler withSampling(Sampling sampling) {
        var prompt = Configs.prompt(List.of(new Message.User("12345678")), sampling);
        return new ChunkAssembler(MODEL, prompt, new Redaction(MODEL), Take.UNHEARD);
    }

    private static Assembled after(ChunkAssembler assembler, String... events) {
        for (String event : events) {
            assembler.event(event);
        }
        return assembler.assemble(() -> "spare");
    }

    private static Failure failure(Assembled assembled) {
        assertThat(assembled).isInstanceOf(Assembled.Flawed.class);
        return ((Assembled.Flawed) assembled).failure();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model_length", "model_context_window_exceeded"})
    void theEndOfTheModelsContextIsACutWhateverTheCallerSet(String finish) {
        Assembled result = after(withSampling(Configs.maxTokens(50)), delta("Hel"), finish(finish));

        assertThat(failure(result).reason()).isEqualTo("bad_answer.cut");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insufficient_system_resource",
                "error",
                "abort",
                "ERROR",
                "network_error",
                "network-error",
                "time_limit",
                "cancelled"
            })
    void aProviderThatGaveUpIsAskedAgain(String finish) {
        Assembled result = after(assembler, delta("Hel"), finish(finish), usage(3, 1), "[DONE]");

        assertThat(failure(result).reason()).isEqualTo("overloaded");
        assertThat(failure(result).detail()).contains(finish.toLowerCase(Locale.ROOT));
    }

    @Test
    void aProviderThatGaveUpOnAWholeAnswerIsAskedAgain() {
        assembler.whole("{\"choices\":[{\"index\":0,\"finish_reason\":\"error\","
                + "\"message\":{\"role\":\"assistant\",\"content\":\"Hel\"}}]}");

        assertThat(failure(after(assembler)).reason()).isEqualTo("overloaded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content_filter: SAFETY", "sensitive"})
    void aFilterMaySayWhy(String finish) {
        Assembled result = after(assembler, delta("Hel"), finish(finish));

        assertThat(failure(result).reason()).isEqualTo("content_rejected");
    }

    @Test
    void aReasonNobodyKnowsIsAnEnd() {
        assertThat(after(assembler, delta("Hello"), finish("eos"))).isInstanceOf(Assembled.Whole.class);
    }
}
