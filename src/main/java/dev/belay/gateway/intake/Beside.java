package dev.belay.gateway.intake;

import dev.belay.exchange.Request;
import dev.belay.gateway.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/// What a caller says in headers beside the body, as it was sent. Each is `null` where it was not.
///
/// @param idempotencyKey the header `Idempotency-Key`
/// @param deadline the header `Belay-Deadline-Ms`
/// @param timeout the header `X-Stainless-Timeout` of OpenAI's clients: after how many seconds they give up
public record Beside(String idempotencyKey, String deadline, String timeout) {
    public static final String KEY = "Idempotency-Key";
    public static final String DEADLINE = "Belay-Deadline-Ms";
    public static final String TIMEOUT = "X-Stainless-Timeout";

    /// A caller who says nothing.
    public static final Beside NOTHING = new Beside(null, null, null);

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

    /// What an answer takes from here to the client at most, so that it is there before the client gives up.
    private static final Duration WAY_BACK = Duration.ofMillis(500);

    /// The same without the client's timeout: where an answer is streamed, it counts until the status is there and not
    /// until the end.
    public Beside streaming() {
        return new Beside(idempotencyKey, deadline, null);
    }

    /// The key under which equal requests are one run, or `null`.
    ///
    /// @throws Refusal if it cannot be one
    String key() {
        if (idempotencyKey != null && !VISIBLE.matcher(idempotencyKey).matches()) {
            throw wrong(KEY, "must have 1 to 255 visible ASCII characters");
        }
        return idempotencyKey;
    }

    /// @return `null` if nothing is said
    /// @throws Refusal if the deadline is none; what a client's library says by itself is passed over if it is not
    ///     understood
    Request.Patience patience() {
        Duration asked = asked();
        Duration untilGone = untilGone();
        return asked == null && untilGone == null ? null : new Request.Patience(asked, untilGone);
    }

    private Duration asked() {
        if (deadline == null) {
            return null;
        }
        long longest = Conditions.LONGEST_DEADLINE;
        long millis = NUMBER.matcher(deadline).matches() ? Long.parseLong(deadline) : 0;
        if (millis < 1 || millis > longest) {
            throw wrong(DEADLINE, "must be a number of milliseconds from 1 to " + longest);
        }
        return Duration.ofMillis(millis);
    }

    private Duration untilGone() {
        if (timeout == null || !SECONDS.matcher(timeout).matches()) {
            return null;
        }
        Duration whole =
                Duration.ofMillis(new BigDecimal(timeout).movePointRight(3).longValue());
        Duration tenth = whole.dividedBy(10);
        Duration left = whole.minus(tenth.compareTo(WAY_BACK) < 0 ? tenth : WAY_BACK);
        return left.isPositive() ? left : null;
    }

    private static Refusal wrong(String header, String what) {
        return new Refusal(Refusal.Kind.INVALID, header, header + " " + what);
    }
}
