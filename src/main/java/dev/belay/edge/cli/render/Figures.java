package dev.belay.edge.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.panel.Amounts;
import dev.belay.edge.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What attempts of tiers came to, as a table; `--json` has the rest.
public final class Figures {
    private static final String NOTHING = "-";

    private Figures() {}

    public static List<String> tiers(JsonNode answer) {
        Table table =
                new Table("TIER", "ATTEMPTS", "HELD", "GOOD", "WON", "P50", "P95", "P99", "COST", "CACHE", "FELL FROM");
        JsonNode data = answer.path("data");
        for (JsonNode tier : data) {
            JsonNode latency = tier.path("latency_ms");
            table.row(
                    tier.path("tier").asText(),
                    tier.path("attempts").asText(),
                    percent(tier.path("success_rate")),
                    percent(tier.at("/quality/rate")),
                    percent(tier.path("share_won")),
                    millis(latency.path("p50")),
                    millis(latency.path("p95")),
                    millis(latency.path("p99")),
                    cost(tier),
                    cache(tier.path("cache")),
                    falls(tier.path("outcomes")));
        }
        return data.isEmpty() ? List.of("Nothing was tried in this window.") : table.lines();
    }

    private static String percent(JsonNode part) {
        return part.isNumber() ? String.format(Locale.ROOT, "%.1f %%", part.asDouble() * 100) : NOTHING;
    }

    private static String millis(JsonNode millis) {
        return millis.isNumber() ? millis.asLong() + " ms" : NOTHING;
    }

    private static String cost(JsonNode tier) {
        JsonNode cost = tier.path("cost_usd");
        boolean known = cost.isNumber() && cost.decimalValue().signum() > 0;
        String money = known ? Amounts.money(cost.decimalValue()) : NOTHING;
        long unpriced = tier.path("unpriced_attempts").asLong();
        return unpriced == 0 ? money : money + " + " + unpriced + " without a price";
    }

    private static String cache(JsonNode cache) {
        long asked = cache.path("asked").asLong();
        return asked == 0 ? NOTHING : cache.path("hits").asLong() + " of " + asked;
    }

    private static String falls(JsonNode outcomes) {
        List<String> falls = new ArrayList<>();
        outcomes.properties().stream()
                .filter(outcome -> !outcome.getKey().equals("held"))
                .forEach(outcome ->
                        falls.add(outcome.getKey() + " " + outcome.getValue().asText()));
        return falls.isEmpty() ? NOTHING : String.join(", ", falls);
    }
}
