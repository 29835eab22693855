package dev.belay.drill.fault;

import dev.belay.drill.wire.Errors;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// An HTTP error, to all requests or to those that `when` picks.
///
/// @param retryAfter the header's value, or `null` for none
record Refusal(String title, int status, Text text, Function<Instant, String> retryAfter, Predicate<Stage.Cue> when)
        implements Fault {

    /// The fields of OpenAI's error object; `code` may be `null`.
    record Text(String type, String code, String message) {
        static final Text LIMITED = new Text("requests", "rate_limit_exceeded", "Rate limit reached for requests");
        static final Text BROKEN = new Text("server_error", null, "The server had an error processing your request");
        static final Text OVERLOADED = new Text("server_error", "overloaded", "The engine is currently overloaded");
        static final Text TOO_LONG = new Text(
                "invalid_request_error",
                "context_length_exceeded",
                "This model's maximum context length is 4096 tokens. Please reduce the length of the messages.");
        static final Text POLICY = new Text(
                "invalid_request_error",
                "content_policy_violation",
                "The request was rejected by the content policy: category stand-in");
        static final Text NO_PREFILL = new Text(
                "invalid_request_error", "unsupported_prefill", "The last message must not be an assistant message");
        static final Text BAD_KEY = new Text("invalid_request_error", "invalid_api_key", "Incorrect API key provided");
    }

    static Refusal always(String title, int status, Text text) {
        return new Refusal(title, status, text, null, _ -> true);
    }

    Refusal first(int attempts) {
        return when(cue -> cue.attempt() <= attempts);
    }

    /// Only from the first request to the model until `length` later.
    Refusal during(Duration length) {
        return when(cue -> cue.sinceFirst().compareTo(cue.scaled(length)) < 0);
    }

    Refusal called(String other) {
        return new Refusal(other, status, text, retryAfter, when);
    }

    Refusal when(Predicate<Stage.Cue> condition) {
        return new Refusal(title, status, text, retryAfter, condition);
    }

    Refusal retryAfter(String value) {
        return new Refusal(title, status, text, _ -> value, when);
    }

    /// `Retry-After` as an HTTP date (RFC 9110, section 5.6.7), this far from now.
    Refusal retryAfterDate(Duration ahead) {
        Function<Instant, String> date = now ->
                DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plus(ahead).atOffset(ZoneOffset.UTC));
        return new Refusal(title, status, text, date, when);
    }

    @Override
    public Phase phase() {
        return Phase.DOOR;
    }

    @Override
    public void play(Stage stage) throws IOException {
        if (!when.test(stage.cue())) {
            stage.answer();
            return;
        }
        Map<String, String> headers = retryAfter == null
                ? Map.of()
                : Map.of("Retry-After", retryAfter.apply(stage.cue().now()));
        stage.refuse(status, headers, Errors.envelope(text.type(), text.code(), text.message()));
    }
}
