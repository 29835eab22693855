package dev.belay.model.codec;

import static dev.belay.model.Plays.call;
import static dev.belay.model.Plays.delta;
import static dev.belay.model.Plays.finish;
import static dev.belay.model.Plays.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Failure;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.speech.Take;
import dev.belay.model.Configs;
import dev.belay.model.catalog.ModelSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkAssemblerTest {
    private static final ModelSpec MODEL =
            Configs.model("http://localhost/v1", "input-price", "2", "output-price", "8", "max-output", "100");

    private ChunkAssembler assembler = withSampling(Sampling.DEFAULT);

    private static ChunkAssembler withSampling(Sampling sampling) {
        var prompt = Configs.prompt(List.of(new Message.User("12345678")), sampling);
        return new ChunkAssembler(MODEL, prompt, new Redaction(MODEL), Take.UNHEARD);
    }

    private Assembled after(String... events) {
        for (String event : events) {
            assembler.event(event);
        }
        return assembler.assemble(() -> "spare");
    }

    private static Message.Assistant message(Assembled assembled) {
        assertThat(assembled).isInstanceOf(Assembled.Whole.class);
        return ((Assembled.Whole) assembled).message();
    }

    private static String reason(Assembled assembled) {
        assertThat(assembled).isInstanceOf(Assembled.Flawed.class);
        return ((Assembled.Flawed) assembled).failure().reason();
    }

    @Test
    void joinsText() {
        Assembled whole = after(delta("Hel"), delta("lo"), finish("stop"), "[DONE]");

        assertThat(message(whole).text()).isEqualTo("Hello");
        assertThat(((Assembled.Whole) whole).finish()).isEqualTo(FinishReason.STOP);
        assertThat(assembler.responseModel()).isEqualTo("real-model");
    }

    @Test
    void needsNoTerminatorAfterAFinishReason() {
        assertThat(message(after(delta("Hello"), finish("stop"))).text()).isEqualTo("Hello");
    }

    @Test
    void takesATerminatorForAFinishReason() {
        assertThat(message(after(delta("Hello"), "[DONE]")).text()).isEqualTo("Hello");
    }

    @Test
    void pricesReportedUsage() {
        after(delta("Hello"), finish("stop"), usage(1000, 500));

        assertThat(assembler.usage().costUsd()).isEqualByComparingTo(new BigDecimal("0.006"));
        assertThat(assembler.usage().estimated()).isFalse();
    }

    @Test
    void estimatesMissingUsage() {
        after(delta("123456789"), finish("stop"));

        assertThat(assembler.usage().estimated()).isTrue();
        assertThat(assembler.usage().inputTokens()).isEqualTo(6);
        assertThat(assembler.usage().outputTokens()).isEqualTo(3);
    }

    @Test
    void takesThePromptForReadAsSoonAsItWasSent() {
        assertThat(assembler.usage().inputTokens()).isEqualTo(6);
        assertThat(assembler.usage().outputTokens()).isZero();
        assertThat(assembler.usage().estimated()).isTrue();
    }

    @Test
    void whatIsLeftInTheMiddleHasAnotherEventOnItsWay() {
        assembler.event(delta("12345678"));
        assembler.event(delta("1234"));

        assertThat(assembler.usage().outputTokens())
                .describedAs("what came, and the largest event again")
                .isEqualTo(3 + 2);
        assertThat(assembler.usage().estimated()).isTrue();
    }

    @Test
    void anEventIsOnItsWayBeforeTheFirstWord() {
        assembler.event(delta(""));

        assertThat(assembler.usage().outputTokens()).isOne();
    }

    @Test
    void nothingIsOnItsWayAfterTheEnd() {
        after(delta("1234"), finish("stop"));
        assertThat(assembler.usage().outputTokens()).isOne();

        assembler = withSampling(Sampling.DEFAULT);
        assembler.event(delta("1234"));
        assembler.event("[DONE]");
        assertThat(assembler.usage().outputTokens()).isOne();

        assembler = withSampling(Sampling.DEFAULT);
        after(delta("1234"));
        assertThat(assembler.usage().outputTokens())
                .describedAs("the provider closed the stream, and all of it was read")
                .isOne();
    }

    @Test
    void usageThatIsReportedOnTheWayIsNoBill() {
        assembler.event(usage(1000, 1));
        assembler.event(delta("12345678"));
        assertThat(assembler.usage().inputTokens()).isEqualTo(1000);
        assertThat(assembler.usage().outputTokens()).isEqualTo(2 + 2);
        assertThat(assembler.usage().estimated()).isTrue();

        assembler.event(finish("stop"));
        assertThat(assembler.usage().outputTokens())
                .as("what came after it is not in it")
                .isEqualTo(2);
        assertThat(assembler.usage().estimated()).isTrue();
        assembler.event(usage(1000, 3));
        assertThat(assembler.usage().outputTokens()).isEqualTo(3);
        assertThat(assembler.usage().estimated()).isFalse();
    }

    @Test
    void usageBesideTheLastWordsIsABill() {
        String last = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"1234\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":1}}";
        after(delta("1234"), last);
        assertThat(assembler.usage()).isEqualTo(MODEL.prices().usage(1000, 1, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt_tokens\":-1000000,\"completion_tokens\":5}",
                "{\"prompt_tokens\":10,\"completion_tokens\":-1}",
                "{\"prompt_tokens\":10}",
                "{\"completion_tokens\":5}",
                "{\"prompt_tokens\":10,\"completion_tokens\":null}",
                "{\"prompt_tokens\":10,\"completion_tokens\":\"5\"}",
                "{\"prompt_tokens\":10,\"completion_tokens\":5.5}",
                "{\"prompt_tokens\":10,\"completion_tokens\":1e-999999999}",
                "{\"prompt_tokens\":1000000001,\"completion_tokens\":5}",
                "{\"prompt_tokens\":10,\"completion_tokens\":99999999999999999999}",
                "{}",
                "[]",
                "\"none\""
            })
    void usageThatCannotBeTrueIsNoBill(String usage) {
        after(delta("123456789"), finish("stop"), "{\"choices\":[],\"usage\":" + usage + "}", "[DONE]");

        assertThat(assembler.usage()).isEqualTo(MODEL.prices().usage(6, 3, true));
    }

    @Test
    void usageThatCannotBeTrueTakesBackWhatWasSaid() {
        after(delta("123456789"), finish("stop"), usage(10, 1), usage(-10, -1), "[DONE]");

        assertThat(assembler.usage()).isEqualTo(MODEL.prices().usage(10, 3, true));
    }

    @Test
    void anAnswerWithWordsHasTokens() {
        after(delta("123456789"), finish("stop"), usage(10, 0));
        assertThat(assembler.usage()).isEqualTo(MODEL.prices().usage(10, 3, true));

        assembler = withSampling(Sampling.DEFAULT);
        after(finish("stop"), usage(10, 0));
        assertThat(assembler.usage()).isEqualTo(MODEL.prices().usage(10, 0, false));
    }

    @Test
    void skipsAnEventThatIsNotJson() {
        assertThat(message(after(delta("Hel"), "{oops", delta("lo"), finish("stop")))
                        .text())
                .isEqualTo("Hello");
    }

    @Test
    void garbageInsideACallIsMalformed() {
        Assembled result = after(call(0, "a", "f", "{\"x\":"), "garbage", finish("tool_calls"));

        assertThat(reason(result)).isEqualTo("bad_answer.malformed");
    }

    @Test
    void nothingButGarbageIsMalformed() {
        assertThat(reason(after("garbage", "more"))).isEqualTo("bad_answer.malformed");
    }

    @Test
    void aStreamWithoutEndIsCut() {
        assertThat(reason(after(delta("Hel")))).isEqualTo("bad_answer.cut");
    }

    @Test
    void emptinessIsNoAnswer() {
        assertThat(reason(after("{\"choices\":[]}", "[DONE]"))).isEqualTo("bad_answer.empty");
        assembler = withSampling(Sampling.DEFAULT);
        assertThat(reason(after(delta("  "), finish("stop")))).isEqualTo("bad_answer.empty");
    }

    @Test
    void lengthIsCutUnlessTheCallerSetIt() {
        assertThat(reason(after(delta("Hel"), finish("length")))).isEqualTo("bad_answer.cut");
        assembler = withSampling(Configs.maxTokens(50));
        assertThat(((Assembled.Whole) after(delta("Hel"), finish("length"))).finish())
                .isEqualTo(FinishReason.LENGTH);
        assembler = withSampling(Configs.maxTokens(5000));
        assertThat(reason(after(delta("Hel"), finish("length"))))
                .describedAs("the model's own limit is smaller")
                .isEqualTo("bad_answer.cut");
        assembler = withSampling(Configs.maxTokens(50));
        assertThat(reason(after(call(0, "a", "f", "{\"x\":"), finish("length"))))
                .isEqualTo("bad_answer.cut");
    }

    @Test
    void aRefusalIsNoAnswer() {
        Assembled result = after("{\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"I cannot\"}}]}", finish("stop"));

        assertThat(reason(result)).isEqualTo("bad_answer.refused");
        assertThat(((Assembled.Flawed) result).failure().detail()).contains("I cannot");
    }

    @Test
    void aFilteredAnswerIsRejected() {
        assertThat(reason(after(delta("Hel"), finish("content_filter")))).isEqualTo("content_rejected");
    }

    @Test
    void anErrorInTheStreamIsAFailure() {
        assembler.event(delta("Hel"));
        assembler.event("{\"error\":{\"message\":\"boom\",\"type\":\"server_error\"}}");

        assertThat(assembler.failure()).isInstanceOf(Failure.Overloaded.class);
    }

    @Test
    void thinkingIsProgressButNotAnswer() {
        int characters = assembler.event("{\"choices\":[{\"delta\":{\"reasoning_content\":\"hmm\"}}]}");

        assertThat(characters).isEqualTo(3);
        assertThat(message(after(delta("Hello"), finish("stop"))).text()).isEqualTo("Hello");
    }

    @Test
    void readsContentThatComesAsParts() {
        String parts = "{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}}]}";

        assertThat(message(after(parts, finish("stop"))).text()).isEqualTo("Hello");
    }

    @Test
    void ignoresOtherChoices() {
        String other = "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"other\"}}]}";

        assertThat(message(after(delta("Hello"), other, finish("stop"))).text()).isEqualTo("Hello");
    }

    @Test
    void assemblesArgumentsOfTwoHundredPieces() {
        String arguments = "{\"text\":\"" + "ä\\n".repeat(96) + "\"}";
        assembler.event(call(0, "a", "f", ""));
        IntStream.range(0, 200)
                .mapToObj(i -> arguments.substring(i * arguments.length() / 200, (i + 1) * arguments.length() / 200))
                .forEach(piece -> assembler.event(call(0, null, null, piece)));

        assertThat(message(after(finish("tool_calls"))).toolCalls()).containsExactly(new ToolCall("a", "f", arguments));
    }

    @Test
    void undoesDoubledPieces() {
        for (String piece : List.of("{\"a\"", ":1,", "\"b\":", "11", "}")) {
            String event = call(0, "a", "f", piece);
            after(event, event);
        }

        assertThat(message(after(finish("tool_calls"))).toolCalls())
                .containsExactly(new ToolCall("a", "f", "{\"a\":1,\"b\":11}"));
    }

    @Test
    void keepsRepetitionThatIsMeant() {
        after(call(0, "a", "f", "{\"a\":\""), call(0, null, null, "ha"), call(0, null, null, "ha"));

        assertThat(message(after(call(0, null, null, "\"}"), finish("tool_calls")))
                        .toolCalls())
                .containsExactly(new ToolCall("a", "f", "{\"a\":\"haha\"}"));
    }

    @Test
    void keepsInterleavedCallsApart() {
        after(call(0, "a", "f", "{"), call(1, "b", "g", "{"), call(0, null, null, "}"), call(1, null, null, "}"));

        assertThat(message(after(finish("tool_calls"))).toolCalls())
                .containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{}"));
    }

    @Test
    void keepsCallsApartThatAllHaveIndexZero() {
        after(call(0, "a", "f", "{}"), call(0, "b", "g", "{}"));

        assertThat(message(after(finish("tool_calls"))).toolCalls())
                .containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{}"));
    }

    @Test
    void dropsAWholeCallThatCameTwice() {
        after(call(0, "a", "f", "{}"), call(1, "a", "f", "{}"));

        assertThat(message(after(finish("tool_calls"))).toolCalls()).hasSize(1);
    }

    @Test
    void readsCallsWithoutIndexAndId() {
        String first =
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}";
        String second = first.replace("\"f\"", "\"g\"");

        assertThat(message(after(first, second, finish("stop"))).toolCalls())
                .extracting(ToolCall::name)
                .containsExactly("f", "g");
    }

    @Test
    void fillsInWhatACallLacks() {
        Assembled result = after(call(0, null, "f", ""), finish("stop"));

        assertThat(message(result).toolCalls()).containsExactly(new ToolCall("spare", "f", "{}"));
        assertThat(((Assembled.Whole) result).finish()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void leavesBrokenArgumentsToTheTier() {
        assertThat(message(after(call(0, "a", "f", "{'x': 1,}"), finish("tool_calls")))
                        .toolCalls())
                .containsExactly(new ToolCall("a", "f", "{'x': 1,}"));
    }

    @Test
    void readsAnAnswerThatCameWhole() {
        String body = "{\"model\":\"real-model\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"}}],"
                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";

        assertThat(assembler.whole(body)).isTrue();
        assertThat(message(after()).text()).isEqualTo("Hello");
        assertThat(assembler.usage().totalTokens()).isEqualTo(7);
    }
}
