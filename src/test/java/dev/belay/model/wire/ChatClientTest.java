package dev.belay.model.wire;

import static dev.belay.model.Plays.call;
import static dev.belay.model.Plays.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Failure;
import dev.belay.exchange.speech.Take;
import dev.belay.model.Configs;
import dev.belay.model.Plays;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent, with which key, over which connection.
class ChatClientTest extends ClientOnProvider {
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

    @Test
    void keepsTheConnection() {
        plays(says("Hello"));
        ChatClient client = client(limits(LONG, LONG));
        Call call = new Call(
                Configs.model(provider.url()), Configs.prompt("hi"), deadline, cancellation, Map.of(), Take.UNHEARD);

        for (int i = 0; i < 5; i++) {
            client.ask(call, _ -> {});
        }

        assertThat(provider.calls()).isEqualTo(5);
        assertThat(provider.connections()).isLessThanOrEqualTo(2);
    }

    /// The client puts a connection back a moment after the last byte was read, so not every call finds it.
    @Test
    void keepsTheConnectionOfARefusedRequest() {
        plays(Plays.error(503));
        ChatClient client = client(limits(LONG, LONG));
        Call call = new Call(
                Configs.model(provider.url()), Configs.prompt("hi"), deadline, cancellation, Map.of(), Take.UNHEARD);

        for (int i = 0; i < 10; i++) {
            assertThat(catchThrowable(() -> client.ask(call, _ -> {}))).isInstanceOf(CallFailed.class);
        }

        assertThat(provider.calls()).isEqualTo(10);
        assertThat(provider.connections()).isLessThanOrEqualTo(5);
    }

    @Test
    void noConnectionIsALostConnection() throws IOException {
        plays(says("Hello"));
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        var model = Configs.model("http://127.0.0.1:" + unused + "/v1");
        Call call = new Call(model, Configs.prompt("hi"), deadline, cancellation, Map.of(), Take.UNHEARD);

        CallFailed failed = catchThrowableOfType(
                CallFailed.class, () -> client(limits(LONG, LONG)).ask(call, _ -> {}));

        assertThat(failed.failure()).isEqualTo(new Failure.ConnectionLost("the connection was refused"));
    }

    @Test
    void doesNotFollowRedirects() {
        plays((_, line) -> line.whole(302, "text/html", "", "Location: /elsewhere"));

        assertThat(failure(limits(LONG, LONG), "api-key", KEY)).isInstanceOf(Failure.InvalidRequest.class);
        assertThat(provider.calls()).isEqualTo(1);
    }

    @Test
    void readsRetryAfter() {
        plays(Plays.error(429, "Retry-After: 2"));

        assertThat(failure(limits(LONG, LONG)))
                .isInstanceOfSatisfying(Failure.RateLimited.class, limited -> assertThat(limited.retryAfter())
                        .isEqualTo(Duration.ofSeconds(2)));
    }
}
