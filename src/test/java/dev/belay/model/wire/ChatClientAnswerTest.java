package dev.belay.model.wire;

import static dev.belay.model.Plays.call;
import static dev.belay.model.Plays.delta;
import static dev.belay.model.Plays.finish;
import static dev.belay.model.Plays.streams;
import static dev.belay.model.Plays.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Failure;
import dev.belay.exchange.message.ToolCall;
import dev.belay.model.Plays;
import dev.belay.model.RawProvider;
import dev.belay.platform.memory.ByteBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which bytes are an answer, and what those are that are none.
class ChatClientAnswerTest extends ClientOnProvider {
    /// An answer of usual length goes through all the same.
    @Test
    void longAnswersShareWhatMemoryThereIs() {
        answers = new ByteBudget(1_000);
        String part = "x".repeat(30_000);
        plays(
                (_, line) -> line.stream()
                        .event(delta(part))
                        .event(delta(part))
                        .event(delta(part))
                        .event(finish("stop"))
                        .close(),
                (_, line) ->
                        line.stream().event(delta(part)).event(finish("stop")).close());
        assertThat(failure(limits(LONG, LONG))).isInstanceOf(Failure.Saturated.class);
        assertThat(answers.used()).isZero();
        assertThat(ask(limits(LONG, LONG)).message().text()).hasSize(30_000);
    }

    @Test
    void aResetIsALostConnection() {
        plays((_, line) -> line.reset());

        assertThat(failure(limits(LONG, LONG))).isInstanceOf(Failure.ConnectionLost.class);
    }

    @Test
    void aStreamThatDiesIsNoAnswer() {
        plays((_, line) -> line.stream().event(delta("Hel")).close());
        assertThat(failure(limits(LONG, LONG))).isInstanceOf(Failure.ConnectionLost.class);
    }

    @Test
    void aStreamThatEndsEarlyIsCut() {
        plays((_, line) -> line.stream().event(delta("Hel")).end());
        assertThat(failure(limits(LONG, LONG)).reason()).isEqualTo("bad_answer.cut");
    }

    @Test
    void aBreakAfterTheFinishReasonHarmsNothing() {
        plays((_, line) ->
                line.stream().event(delta("Hello")).event(finish("stop")).close());

        assertThat(ask(limits(LONG, LONG)).message().text()).isEqualTo("Hello");
    }

    @Test
    void doesNotWaitForATerminatorThatNeverComes() {
        plays((_, line) -> line.stream()
                .event(delta("Hello"))
                .event(finish("stop"))
                .event(usage(3, 4))
                .awaitClose());

        Answered answered = ask(limits(LONG, LONG));

        assertThat(answered.message().text()).isEqualTo("Hello");
        assertThat(answered.usage().totalTokens()).isEqualTo(7);
    }

    @Test
    void anErrorInsideTheStreamIsAFailure() {
        plays(streams(List.of(delta("Hel"), "{\"error\":{\"message\":\"boom\"}}")));

        assertThat(failure(limits(LONG, LONG))).isInstanceOf(Failure.Overloaded.class);
    }

    @Test
    void acceptsAWholeAnswerToAStreamRequest() {
        plays((_, line) -> line.whole(
                200,
                "text/plain",
                "\n{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}"));

        assertThat(ask(limits(LONG, LONG)).message().text()).isEqualTo("Hello");
    }

    @Test
    void awaitsAModelThatCannotStreamLonger() {
        plays((_, line) -> line.whole(
                200,
                "application/json",
                "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}"));

        assertThat(ask(limits(Duration.ofNanos(1), LONG), "no-streaming", "true")
                        .message()
                        .text())
                .isEqualTo("Hello");
    }

    @Test
    void anErrorWithStatus200IsAFailure() {
        plays(Plays.status(200, "{\"error\":{\"message\":\"boom\",\"code\":429}}"));

        assertThat(failure(limits(LONG, LONG))).isInstanceOf(Failure.RateLimited.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!doctype html><h1>ACME login</h1>", "\n <html>ACME</html>", "ACME says hello", ""})
    void aPageIsNoAnswerAndIsNotShown(String page) {
        plays((_, line) -> line.whole(200, "text/html", page));

        Failure failure = failure(limits(LONG, LONG));

        assertThat(failure.reason()).isEqualTo("bad_answer.malformed");
        assertThat(failure.detail()).doesNotContain("ACME");
    }

    @Test
    void cutsAnEndlessAnswer() throws InterruptedException {
        String block = "data: " + delta("x".repeat(1000)) + "\n\n";
        plays((_, line) -> {
            line.stream();
            while (true) {
                line.chunk(block.getBytes(StandardCharsets.UTF_8));
            }
        });

        assertThat(failure(limits(LONG, LONG)).reason()).isEqualTo("bad_answer.too_long");
        assertThat(provider.sawClose(5)).isTrue();
    }

    @Test
    void cutsAnEndlessError() {
        plays((_, line) -> {
            line.raw("HTTP/1.1 500 Some\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                line.chunk(new byte[1000]);
            }
        });

        assertThat(failure(limits(LONG, LONG))).isInstanceOf(Failure.Overloaded.class);
    }

    @Test
    void assemblesDoubledCallsThatAreSplitInsideCharacters() {
        String arguments = "{\"text\":\"" + "grüße 😀 ".repeat(30) + "\"}";
        plays((_, line) -> {
            line.stream().event(call(0, "c1", "f", ""));
            arguments
                    .codePoints()
                    .mapToObj(Character::toString)
                    .forEach(piece -> twiceInHalves(line, call(0, null, null, piece)));
            line.event(finish("tool_calls")).event("[DONE]").end();
        });

        assertThat(ask(limits(LONG, LONG)).message().toolCalls()).containsExactly(new ToolCall("c1", "f", arguments));
    }

    private static void twiceInHalves(RawProvider.Line line, String event) {
        byte[] bytes = ("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8);
        int inside = IntStream.range(0, bytes.length)
                .filter(i -> (bytes[i] & 0xC0) == 0x80)
                .findFirst()
                .orElse(bytes.length / 2);
        try {
            for (int i = 0; i < 2; i++) {
                line.chunk(Arrays.copyOf(bytes, inside)).chunk(Arrays.copyOfRange(bytes, inside, bytes.length));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
