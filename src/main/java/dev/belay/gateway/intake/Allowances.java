package dev.belay.gateway.intake;

import dev.belay.exchange.Request;
import java.math.BigDecimal;
import java.util.Optional;

/// Reads what a request may use: `budget_usd`, or the object `budget` with `usd`, `tokens`, `model_calls`,
/// `tool_calls` and `seconds`.
public final class Allowances {
    private static final double MOST_USD = 1e9;
    private static final long MOST = 1_000_000_000_000L;

    private Allowances() {}

    /// @throws dev.belay.gateway.Refusal if one of them is wrong, or both say how many dollars
    public static Optional<Request.Allowance> read(Fields fields) {
        BigDecimal usd = usd(fields, "budget_usd");
        Optional<Fields> given = fields.object("budget");
        if (given.isEmpty()) {
            return Optional.ofNullable(Request.Allowance.ofUsd(usd));
        }
        Fields budget = given.get();
        BigDecimal within = usd(budget, "usd");
        if (usd != null && within != null) {
            throw fields.wrong("budget_usd", "must not be there together with " + budget.at("usd"));
        }
        Request.Allowance read = new Request.Allowance(
                usd == null ? within : usd,
                whole(budget, "tokens"),
                whole(budget, "model_calls"),
                whole(budget, "tool_calls"),
                whole(budget, "seconds"));
        budget.nothingElse();
        if (read.equals(new Request.Allowance(null, null, null, null, null))) {
            throw fields.wrong("budget", "must say what is allowed");
        }
        return Optional.of(read);
    }

    private static BigDecimal usd(Fields fields, String name) {
        return fields.number(name, 0, MOST_USD).map(BigDecimal.class::cast).orElse(null);
    }

    private static Long whole(Fields fields, String name) {
        return fields.integer(name, 0, MOST).orElse(null);
    }
}
