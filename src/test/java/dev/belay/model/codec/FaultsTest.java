package dev.belay.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Failure;
import dev.belay.model.Configs;
import dev.belay.platform.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    private static final String KEY = "sk-canary-1234567890";
    private final Faults faults = new Faults(
            new Redaction(Configs.model("http://localhost/v1", "api-key", KEY, "headers.x-extra", "hush-hush")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "429 | {} | rate_limited",
                "429 | {\"error\":{\"message\":\"Rate limit reached for tokens; reduce the length of the messages\"}} | rate_limited",
                "429 | {\"error\":{\"code\":\"insufficient_quota\",\"message\":\"quota\"}} | unauthorized",
                "500 | {} | overloaded",
                "503 | <html>busy</html> | overloaded",
                "529 | {} | overloaded",
                "408 | {} | overloaded",
                "401 | {\"error\":{\"message\":\"Incorrect API key provided\"}} | unauthorized",
                "402 | {} | unauthorized",
                "403 | {} | unauthorized",
                "400 | {\"error\":{\"message\":\"bad field\",\"type\":\"invalid_request_error\"}} | invalid_request",
                "404 | {\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}} | invalid_request",
                "302 | `` | invalid_request",
                "413 | {} | context_too_long",
                // OpenAI and Azure
                "400 | {\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"x\"}} | context_too_long",
                // vLLM
                "400 | {\"object\":\"error\",\"message\":\"This model's maximum context length is 4096 tokens. However, you requested 5000\",\"type\":\"BadRequestError\",\"code\":400} | context_too_long",
                // Ollama
                "500 | {\"error\":\"input length exceeds the context length\"} | context_too_long",
                "400 | {\"error\":\"prompt is too long\"} | context_too_long",
                // llama.cpp
                "400 | {\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size\",\"type\":\"exceed_context_size_error\"}} | context_too_long",
                // Gemini's compatible endpoint answers with a list
                "400 | [{\"error\":{\"code\":400,\"message\":\"The input token count (2000000) exceeds the maximum number of tokens allowed\"}}] | context_too_long",
                // Azure
                "400 | {\"error\":{\"code\":\"content_filter\",\"message\":\"The response was filtered\",\"status\":400,\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}} | content_rejected",
                "400 | {\"error\":{\"message\":\"filtered\",\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}} | content_rejected",
                "400 | {\"error\":{\"code\":\"content_policy_violation\",\"message\":\"no\"}} | content_rejected",
                "400 | {\"error\":{\"message\":\"Your request was rejected as a result of our safety system\"}} | content_rejected",
                "400 | {\"detail\":[{\"msg\":\"field required\"}]} | invalid_request",
            })
    void namesWhatAStatusMeans(int status, String body, String reason) {
        assertThat(faults.ofStatus(status, body, null).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}} | overloaded",
                "{\"error\":\"boom\"} | overloaded",
                "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}} | rate_limited",
                "{\"error\":{\"message\":\"upstream\",\"code\":429}} | rate_limited",
                "{\"error\":{\"message\":\"upstream\",\"code\":502}} | overloaded",
                "{\"error\":{\"message\":\"no\",\"code\":\"content_filter\"}} | content_rejected",
                "{\"error\":{\"message\":\"x\",\"code\":\"context_length_exceeded\"}} | context_too_long",
                "{\"error\":{\"message\":\"x\",\"code\":\"invalid_api_key\"}} | unauthorized",
                "{\"error\":{\"message\":\"x\",\"type\":\"invalid_request_error\"}} | invalid_request",
                "{\"object\":\"error\",\"message\":\"x\",\"type\":\"ServiceUnavailable\",\"code\":503} | overloaded",
            })
    void namesWhatAnErrorInsideAStreamMeans(String chunk, String reason) {
        assertThat(faults.ofError(Json.tree(chunk)).reason()).isEqualTo(reason);
    }

    @Test
    void carriesWhatTheProviderAskedFor() {
        Duration asked = Duration.ofSeconds(7);

        assertThat(faults.ofStatus(429, "{}", asked))
                .isInstanceOfSatisfying(Failure.RateLimited.class, limited -> assertThat(limited.retryAfter())
                        .isEqualTo(asked));
        assertThat(faults.ofStatus(503, "{}", asked))
                .isInstanceOfSatisfying(Failure.Overloaded.class, overloaded -> assertThat(overloaded.retryAfter())
                        .isEqualTo(asked));
    }

    @Test
    void passesTheProvidersReasonOn() {
        Failure failure =
                faults.ofStatus(400, "{\"error\":{\"code\":\"content_filter\",\"message\":\"violence\"}}", null);

        assertThat(failure.detail()).contains("violence");
    }

    @Test
    void showsNeitherKeysNorPages() {
        String echo =
                "{\"error\":{\"message\":\"key " + KEY + " and hush-hush and sk-proj-abcdefghij in <b>page</b>\"}}";
        assertThat(faults.ofStatus(400, echo, null).detail())
                .doesNotContain(KEY)
                .doesNotContain("hush-hush")
                .doesNotContain("abcdefghij")
                .doesNotContain("<b>");
        assertThat(faults.ofStatus(401, echo, null).detail()).doesNotContain("key and");
        assertThat(faults.ofStatus(502, "<html><h1>Bad gateway of ACME</h1></html>", null)
                        .detail())
                .isEqualTo("status 502");
        assertThat(faults.ofStatus(400, "{\"error\":\"" + "x".repeat(5000) + "\"}", null)
                        .detail())
                .hasSizeLessThan(400);
    }

    @Test
    void namesBrokenConnections() {
        assertThat(faults.ofBroken(new ConnectException("http://host?key=" + KEY))
                        .detail())
                .isEqualTo("the connection was refused");
        assertThat(faults.ofBroken(new HttpConnectTimeoutException(KEY)).detail())
                .isEqualTo("no connection in time");
        assertThat(faults.ofBroken(new UnknownHostException(KEY)).detail()).isEqualTo("the host is not known");
        assertThat(faults.ofBroken(new IOException(KEY))).isInstanceOf(Failure.ConnectionLost.class);
        assertThat(faults.ofBroken(new IllegalStateException(KEY)).detail()).doesNotContain(KEY);
    }
}
