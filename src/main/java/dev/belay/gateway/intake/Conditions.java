package dev.belay.gateway.intake;

import dev.belay.exchange.Request;
import dev.belay.exchange.message.Expected;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Reads what only Belay knows of: server-side tools, the order of tiers, the terms.
///
/// @param tools names of server-side tools
/// @param expected what the text of an answer has to be like
/// @param kind of the task, or `null`
public record Conditions(
        List<String> tools, List<String> tierOrder, Request.Terms terms, List<Expected> expected, String kind) {
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}");
    static final long LONGEST_DEADLINE = Duration.ofDays(7).toMillis();

    /// @param fields holds `tools`, `tier_order`, `deadline_ms`, `budget_usd`, `budget`, `durability`,
    ///     `session`, `validate`, `kind`, all optional
    /// @throws dev.belay.gateway.Refusal if one of them, or a header, is wrong
    public static Conditions read(Fields fields, Beside beside) {
        String session = fields.text("session", 128).orElse(null);
        if (session != null && !SESSION.matcher(session).matches()) {
            throw fields.wrong("session", "must begin with a letter or digit and hold only those and . _ : @ / -");
        }
        Request.Terms terms = new Request.Terms(
                fields.integer("deadline_ms", 1, LONGEST_DEADLINE)
                        .map(Duration::ofMillis)
                        .orElse(null),
                Allowances.read(fields).orElse(null),
                fields.word("durability", List.of("none", "journal"))
                        .map(word -> word.equals("none") ? Request.Durability.NONE : Request.Durability.JOURNAL)
                        .orElse(null),
                session,
                beside.key(),
                beside.patience());
        return new Conditions(
                fields.texts("tools", 256, 64),
                fields.texts("tier_order", 64, 64),
                terms,
                Validation.read(fields),
                fields.text("kind", 64).orElse(null));
    }

    /// The way with what the conditions say of it.
    public Request.Way on(Request.Way way) {
        Request.Mark mark = Request.Mark.ofKind(kind);
        return way.marked(tierOrder.isEmpty() ? mark : mark.inOrder());
    }

    /// The conditions of a request that sets none.
    public static Conditions none(Beside beside) {
        var terms = new Request.Terms(null, null, null, null, beside.key(), beside.patience());
        return new Conditions(List.of(), List.of(), terms, List.of(), null);
    }
}
