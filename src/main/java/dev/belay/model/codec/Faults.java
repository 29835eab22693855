package dev.belay.model.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/// The one place that says which [Failure] a provider's status, error body, reason to stop or broken connection is.
///
/// Codes come first, then words, since compatible servers copy OpenAI's shapes but not its codes.
public final class Faults {
    private static final Set<String> CONTEXT_CODES = Set.of(
            "context_length_exceeded", "exceed_context_size_error", "context_window_exceeded", "prompt_too_long");
    private static final Pattern CONTEXT_WORDS = Pattern.compile("maximum context length|max_model_len"
            + "|context (length|size|window).*(exceed|limit)|exceed.*context (length|size|window)"
            + "|(prompt|input|request) is too (long|large)|too many (input )?tokens"
            + "|input (length|token count).*exceed|reduce the length of the (messages|prompt|input)");
    private static final Set<String> CONTENT_CODES = Set.of(
            "content_filter",
            "content_policy_violation",
            "content_policy",
            "responsibleaipolicyviolation",
            "moderation_blocked",
            "content_moderation",
            "data_inspection_failed",
            "invalid_prompt");
    private static final Pattern CONTENT_WORDS = Pattern.compile(
            "content (management )?policy|content filter|usage polic|safety system|flagged (as|by|for)");
    /// Reasons to stop that mean an engine which gave up: DeepSeek, Mistral and proxies, vLLM, Z.ai, watsonx.
    private static final Set<String> GAVE_UP = Set.of(
            "insufficient_system_resource",
            "error",
            "abort",
            "network_error",
            "network-error",
            "time_limit",
            "cancelled");
    private static final Set<String> QUOTA_CODES =
            Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "account_deactivated");
    private static final List<String> LIMIT_WORDS = List.of("rate_limit", "rate limit", "too_many_requests");
    private static final List<String> KEY_WORDS = List.of("invalid_api_key", "authentication", "permission");

    private final Redaction redaction;

    public Faults(Redaction redaction) {
        this.redaction = redaction;
    }

    /// An answer with a status other than 2xx.
    ///
    /// @param body what could be read of its body
    /// @param retryAfter what it asked for, or `null`
    public Failure ofStatus(int status, String body, Duration retryAfter) {
        ErrorBody error = ErrorBody.of(body);
        return classify(status, error, retryAfter);
    }

    /// An error that came with status 200, alone or in the middle of a stream.
    public Failure ofError(JsonNode error) {
        ErrorBody body = ErrorBody.of(error);
        return classify(body.status(), body, null);
    }

    /// A reason to stop other than that the answer is whole or long enough.
    ///
    /// @param finish in lower case, or `null`
    /// @return `null` if what came may be an answer
    public Failure ofFinish(String finish) {
        if (finish == null) {
            return null;
        }
        if (finish.startsWith("content_filter") || finish.equals("sensitive")) {
            return new Failure.ContentRejected("the provider's content filter stopped the answer");
        }
        return GAVE_UP.contains(finish)
                ? new Failure.Overloaded("the provider stopped in the middle of the answer: " + finish, null)
                : null;
    }

    /// Whether no connection came about, so that nothing of the request was sent.
    public boolean isBeforeSending(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException;
    }

    /// A connection that did not come about, or broke.
    public Failure ofBroken(Throwable cause) {
        return new Failure.ConnectionLost(
                switch (cause) {
                    case HttpConnectTimeoutException _ -> "no connection in time";
                    case ConnectException c
                    when c.getCause() instanceof UnresolvedAddressException -> "the host is not known";
                    case ConnectException _ -> "the connection was refused";
                    case UnknownHostException _ -> "the host is not known";
                    case SSLException _ -> "no secure connection came about";
                    case IOException _ -> "the connection broke";
                    default -> "the connection failed: " + cause.getClass().getSimpleName();
                });
    }

    private Failure classify(int status, ErrorBody error, Duration retryAfter) {
        String said = said(status, error);
        String words = error.message().toLowerCase(Locale.ROOT);
        if (status != 429
                && (any(error, CONTEXT_CODES) || CONTEXT_WORDS.matcher(words).find())) {
            return new Failure.ContextTooLong(said);
        }
        if (status < 500
                && (any(error, CONTENT_CODES) || CONTENT_WORDS.matcher(words).find())) {
            return new Failure.ContentRejected(said);
        }
        if (any(error, QUOTA_CODES)) {
            return new Failure.Unauthorized("the account's quota is used up");
        }
        return status == 0 ? byWords(error, said) : byStatus(status, said, retryAfter);
    }

    private static Failure byStatus(int status, String said, Duration retryAfter) {
        return switch (status) {
            case 401, 402, 403 -> new Failure.Unauthorized("the provider does not accept the key (" + status + ")");
            case 429 -> new Failure.RateLimited(said, retryAfter);
            case 408, 409, 425 -> new Failure.Overloaded(said, retryAfter);
            case 413 -> new Failure.ContextTooLong(said);
            default -> status >= 500 ? new Failure.Overloaded(said, retryAfter) : new Failure.InvalidRequest(said);
        };
    }

    private static Failure byWords(ErrorBody error, String said) {
        if (mentions(error, LIMIT_WORDS)) {
            return new Failure.RateLimited(said, null);
        }
        if (mentions(error, KEY_WORDS)) {
            return new Failure.Unauthorized("the provider does not accept the key");
        }
        if (error.codes().contains("invalid_request_error")) {
            return new Failure.InvalidRequest(said);
        }
        return new Failure.Overloaded(said, null);
    }

    private String said(int status, ErrorBody error) {
        String words = redaction.clean(error.message());
        String where = status == 0 ? "error in the answer" : "status " + status;
        return words.isEmpty() ? where : where + ": " + words;
    }

    private static boolean any(ErrorBody error, Set<String> codes) {
        return error.codes().stream().anyMatch(codes::contains);
    }

    private static boolean mentions(ErrorBody error, List<String> words) {
        return words.stream().anyMatch(word -> error.codes().stream().anyMatch(code -> code.contains(word)));
    }
}
