package dev.belay.gateway.intake;

import dev.belay.exchange.Request;
import dev.belay.gateway.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Reads what only Belay knows of: server-side tools, the order of tiers, the terms.
///
/// @param tools names of server-side tools
/// @param terms its idempotency key comes from a header and is passed in
public record Conditions(List<String> tools, List<String> tierOrder, Request.Terms terms) {
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final long LONGEST_DEADLINE = Duration.ofDays(7).toMillis();

    /// @param fields holds `tools`, `tier_order`, `deadline_ms`, `budget_usd`, `durability`, `session`, all optional
    /// @param idempotencyKey the header, or `null`
    public static Conditions read(Fields fields, String idempotencyKey) {
        String session = fields.text("session", 128).orElse(null);
        if (session != null && !SESSION.matcher(session).matches()) {
            throw fields.wrong("session", "must begin with a letter or digit and hold only those and . _ : @ / -");
        }
        Request.Terms terms = new Request.Terms(
                fields.integer("deadline_ms", 1, LONGEST_DEADLINE)
                        .map(Duration::ofMillis)
                        .orElse(null),
                fields.number("budget_usd", 0, 1e9).map(BigDecimal.class::cast).orElse(null),
                fields.word("durability", List.of("none", "journal"))
                        .map(word -> word.equals("none") ? Request.Durability.NONE : Request.Durability.JOURNAL)
                        .orElse(null),
                session,
                key(idempotencyKey));
        return new Conditions(fields.texts("tools", 256, 64), fields.texts("tier_order", 64, 64), terms);
    }

    /// The conditions of a request that sets none.
    public static Conditions none(String idempotencyKey) {
        return new Conditions(List.of(), List.of(), new Request.Terms(null, null, null, null, key(idempotencyKey)));
    }

    private static String key(String header) {
        if (header != null && !KEY.matcher(header).matches()) {
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    "Idempotency-Key",
                    "Idempotency-Key must have 1 to 255 visible ASCII characters");
        }
        return header;
    }
}
