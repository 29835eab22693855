package dev.belay.model.wire;

import static dev.belay.model.Plays.call;
import static dev.belay.model.Plays.delta;
import static dev.belay.model.Plays.finish;
import static dev.belay.model.Plays.says;
import static dev.belay.model.Plays.streams;
import static dev.belay.model.Plays.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.ToolCall;
import dev.belay.model.Configs;
import dev.belay.model.Plays;
import dev.belay.model.RawProvider;
import dev.belay.model.catalog.CallLimits;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ChatClientTest {
    private static final String KEY = "sk-canary-1234567890";
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Workers workers = new Workers();
    private final Cancellation cancellation = new Cancellation();
    private final Deadline deadline = Deadline.after(LONG, System::nanoTime);
    private RawProvider provider;

    @AfterEach
    void close() throws IOException {
        provider.close();
        workers.close();
    }

    private Answered ask(CallLimits limits, String... properties) {
        return ask(limits, deadline, properties);
    }

    private Answered ask(CallLimits limits, Deadline until, String... properties) {
        var model = Configs.model(provider.url(), properties);
        return client(limits)
                .ask(new Call(model, Configs.prompt("hi"), until, cancellation, Map.of("traceparent", "00-1-2-01")));
    }

    private ChatClient client(CallLimits limits) {
        return new ChatClient(limits, LONG, Time.SYSTEM, new Ids(Time.SYSTEM.wall()), workers);
    }

    private static CallLimits limits(Duration firstToken, Duration idle) {
        return new CallLimits(firstToken, idle, LONG, 0, LONG, 100_000);
    }

    private Failure failure(CallLimits limits, String... properties) {
        CallFailed failed = catchThrowableOfType(CallFailed.class, () -> ask(limits, properties));
        assertThat(failed).isNotNull();
        return failed.failure();
    }

    private void plays(RawProvider.Play... plays) {
        provider = new RawProvider(plays);
    }

    @Test
    void asksAndAnswers() {
        plays(says("Hello"));

        Answered answered = ask(limits(LONG, LONG), "api-key", KEY, "headers.x-team", "blue");

        assertThat(answered.message().text()).isEqualTo("Hello");
        assertThat(answered.usage().totalTokens()).isEqualTo(15);
        assertThat(answered.responseModel()).isEqualTo("real-model");
        assertThat(answered.firstToken()).isPositive();
        assertThat(provider.last().target()).isEqualTo("/v1/chat/completions");
        assertThat(provider.last().headers())
                .containsEntry("authorization", "Bearer " + KEY)
                .containsEntry("x-team", "blue")
                .containsEntry("traceparent", "00-1-2-01");
        assertThat(provider.last().body()).doesNotContain(KEY);
    }

    @Test
    void speaksAzuresDialect() {
        plays(says("Hello"));

        ask(limits(LONG, LONG), "api-key", KEY, "auth", "api-key", "api-version", "2026-01-01");

        assertThat(provider.last().target()).isEqualTo("/v1/chat/completions?api-version=2026-01-01");
        assertThat(provider.last().headers()).containsEntry("api-key", KEY).doesNotContainKey("authorization");
    }

    @Test
    void sendsNoKeyWhereThereIsNone() {
        plays(says("Hello"));

        ask(limits(LONG, LONG));

        assertThat(provider.last().headers()).doesNotContainKeys("authorization", "api-key");
    }

    @Test
    void keepsTheConnection() {
        plays(says("Hello"));
        ChatClient client = client(limits(LONG, LONG));
        Call call = new Call(Configs.model(provider.url()), Configs.prompt("hi"), deadline, cancellation, Map.of());

        for (int i = 0; i < 5; i++) {
            client.ask(call);
        }

        assertThat(provider.calls()).isEqualTo(5);
        assertThat(provider.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void keepsTheConnectionOfARefusedRequest() {
        plays(Plays.error(503), says("Hello"));
        ChatClient client = client(limits(LONG, LONG));
        Call call = new Call(Configs.model(provider.url()), Configs.prompt("hi"), deadline, cancellation, Map.of());

        assertThat(catchThrowable(() -> client.ask(call))).isInstanceOf(CallFailed.class);
        client.ask(call);

        assertThat(provider.connections()).isEqualTo(1);
    }

    @Test
    void readsRetryAfter() {
        plays(Plays.error(429, "Retry-After: 2"));

        assertThat(failure(limits(LONG, LONG)))
                .isInstanceOfSatisfying(Failure.RateLimited.class, limited -> assertThat(limited.retryAfter())
                        .isEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void endsSilenceAfterTheRequest() throws InterruptedException {
        plays(Plays.silence());

        assertThat(failure(limits(SHORT, LONG)))
                .isInstanceOfSatisfying(Failure.Silent.class, silent -> assertThat(silent.phase())
                        .isEqualTo(Failure.Silent.Phase.FIRST_TOKEN));
        assertThat(provider.sawClose(5)).isTrue();
    }

    @Test
    void headersAndAnEmptyEventAreNoFirstToken() {
        plays((_, line) -> line.stream()
                .event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}")
                .awaitClose());

        assertThat(failure(limits(SHORT, LONG)).reason()).isEqualTo("silent");
    }

    @Test
    void endsAStall() throws InterruptedException {
        plays((_, line) -> line.stream().event(delta("Hel")).awaitClose());

        CallFailed failed = catchThrowableOfType(CallFailed.class, () -> ask(limits(LONG, SHORT)));

        assertThat(failed.failure()).isInstanceOfSatisfying(Failure.Silent.class, silent -> assertThat(silent.phase())
                .isEqualTo(Failure.Silent.Phase.IDLE));
        assertThat(failed.usage().estimated()).isTrue();
        assertThat(failed.usage().outputTokens()).isPositive();
        assertThat(provider.sawClose(5)).isTrue();
    }

    @Test
    void commentsAreNoProgress() {
        plays((_, line) -> {
            line.stream().event(delta("Hel"));
            while (true) {
                line.chunk(": still here\n\n".getBytes(StandardCharsets.UTF_8));
            }
        });
        var manyBytes = new CallLimits(LONG, SHORT, LONG, 0, LONG, Integer.MAX_VALUE);

        assertThat(failure(manyBytes).reason()).isEqualTo("silent");
    }

    @Test
    void endsATrickle() {
        plays((_, line) -> {
            line.stream().event(delta("a"));
            line.awaitClose();
        });
        var floor = new CallLimits(LONG, LONG, LONG, 10, SHORT, 100_000);

        assertThat(failure(floor)).isInstanceOfSatisfying(Failure.Silent.class, silent -> assertThat(silent.phase())
                .isEqualTo(Failure.Silent.Phase.THROUGHPUT));
    }

    @Test
    void neverOutlastsTheDeadline() {
        plays(Plays.silence());

        CallFailed failed = catchThrowableOfType(
                CallFailed.class, () -> ask(limits(LONG, LONG), Deadline.after(SHORT, System::nanoTime)));

        assertThat(failed.failure()).isInstanceOf(Failure.DeadlinePassed.class);
    }

    @Test
    void cancellingClosesTheConnection() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        plays((_, line) -> {
            line.stream().event(delta("Hel"));
            begun.countDown();
            line.awaitClose();
        });
        workers.start(() -> {
            awaitQuietly(begun);
            cancellation.cancel("the caller left");
        });

        Throwable thrown = catchThrowable(() -> ask(limits(LONG, LONG)));

        assertThat(thrown).isInstanceOf(ControlFlow.Cancelled.class).hasMessage("the caller left");
        assertThat(provider.sawClose(5)).isTrue();
    }

    @Test
    void cancelledBeforeMeansNotAsked() {
        plays(says("Hello"));
        cancellation.cancel("too late");

        assertThat(catchThrowable(() -> ask(limits(LONG, LONG)))).isInstanceOf(ControlFlow.Cancelled.class);
        assertThat(provider.calls()).isZero();
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
    void doesNotFollowRedirects() {
        plays((_, line) -> line.whole(302, "text/html", "", "Location: /elsewhere"));

        assertThat(failure(limits(LONG, LONG), "api-key", KEY)).isInstanceOf(Failure.InvalidRequest.class);
        assertThat(provider.calls()).isEqualTo(1);
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

    @Test
    void noConnectionIsALostConnection() throws IOException {
        plays(says("Hello"));
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        var model = Configs.model("http://127.0.0.1:" + unused + "/v1");
        Call call = new Call(model, Configs.prompt("hi"), deadline, cancellation, Map.of());

        CallFailed failed = catchThrowableOfType(
                CallFailed.class, () -> client(limits(LONG, LONG)).ask(call));

        assertThat(failed.failure()).isEqualTo(new Failure.ConnectionLost("the connection was refused"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503})
    void theKeyNeverComesBack(int status) {
        plays((request, line) -> line.whole(
                status,
                "application/json",
                "{\"error\":{\"message\":\"you sent " + request.headers().get("authorization") + "\"}}"));

        CallFailed failed = catchThrowableOfType(CallFailed.class, () -> ask(limits(LONG, LONG), "api-key", KEY));

        assertThat(failed.toString() + failed.failure()).doesNotContain("canary");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
