package dev.belay.edge.rest.history;

import dev.belay.gateway.intake.BodyHash;
import dev.belay.gateway.intake.Fields;
import dev.belay.gateway.policy.Policy;
import dev.belay.run.history.ForkWish;
import dev.belay.run.history.RewindWish;
import java.time.Duration;
import java.util.List;

/// Reads what a caller wants of a run's past.
final class HistoryRequest {
    private static final int LONGEST_MESSAGE = 1_000_000;
    private static final int MOST_TIERS = 16;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_KEY = 255;

    private HistoryRequest() {}

    /// @param path where it was posted
    /// @param key the caller's idempotency key, or `null`
    static ForkWish fork(byte[] body, String path, String key, Policy.Times times) {
        Fields fields = Fields.parse(body);
        long seq = seq(fields);
        boolean asks =
                !fields.word("effects", List.of("ask", "allow")).orElse("ask").equals("allow");
        String message = fields.text("message", LONGEST_MESSAGE).orElse(null);
        List<String> tiers = fields.texts("tier_order", MOST_TIERS, LONGEST_NAME);
        Duration deadline = deadline(fields, times);
        fields.nothingElse();
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw fields.wrong("Idempotency-Key", "must have 1 to " + LONGEST_KEY + " characters");
        }
        return new ForkWish(seq, asks, message, tiers, deadline, key, BodyHash.of(path, body));
    }

    static RewindWish rewind(byte[] body, Policy.Times times) {
        Fields fields = Fields.parse(body);
        long seq = seq(fields);
        boolean compensate = fields.flag("compensate", false);
        boolean resume = fields.flag("resume", false);
        Duration deadline = deadline(fields, times);
        fields.nothingElse();
        return new RewindWish(seq, compensate, resume, deadline);
    }

    private static long seq(Fields fields) {
        return fields.integer("seq", 0, Long.MAX_VALUE).orElseThrow(() -> fields.wrong("seq", "is required"));
    }

    private static Duration deadline(Fields fields, Policy.Times times) {
        return fields.integer("deadline_ms", 1, times.longest().toMillis())
                .map(Duration::ofMillis)
                .orElse(times.deadline());
    }
}
