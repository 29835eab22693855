package dev.belay.telemetry.meter;

import static java.util.Map.entry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Map;

/// Gives our meters their descriptions, which a scrape shows as `HELP`, whoever registers them. Asked once for each
/// meter, when it is registered. What `docs/reference/telemetry.md` says of a metric begins with the same words.
@Singleton
public final class Descriptions implements MeterFilter {
    static final Map<String, String> WORDS = Map.ofEntries(
            entry("belay.runs", "Runs that ended or rest"),
            entry("belay.run.duration", "Time of a run, from admission to the end"),
            entry("belay.runs.active", "Runs under way in this process"),
            entry("belay.attempts", "Attempts of tiers"),
            entry("belay.attempt.duration", "Time of an attempt"),
            entry("belay.tier.falls", "Tiers that fell"),
            entry("belay.branches", "What became of branches"),
            entry("belay.votes", "Votes that were counted"),
            entry("belay.answers", "Tiers that held"),
            entry("belay.carried.over", "Tool results that attempts began with"),
            entry("gen_ai.client.operation.duration", "Time of a call to a model"),
            entry("gen_ai.client.operation.time_to_first_chunk", "Time until an answer of a model begins"),
            entry("gen_ai.client.token.usage", "Tokens of a call to a model"),
            entry("belay.cost.usd", "US dollars, of models whose prices are configured"),
            entry("belay.model.calls.unpriced", "Calls whose cost is not known"),
            entry("belay.budget.reached", "Budgets that were used up so far, once each"),
            entry(
                    "belay.retries.refused",
                    "Calls that failed and were not repeated, because the model has had too many retries lately"),
            entry("belay.breaker.state", "State of a breaker as this process knows it: 0 closed, 1 half open, 2 open"),
            entry("belay.breaker.openings", "Breakers that opened, once until they close"),
            entry("belay.alerts", "What somebody has to look at, once until it works again"),
            entry("belay.shadows", "Shadows of runs"),
            entry("belay.shadow.duration", "Time of a shadow"),
            entry("belay.shadow.tokens", "Tokens of shadows, in and out together"),
            entry("belay.shadow.cost.usd", "US dollars of shadows, of models whose prices are configured"),
            entry(
                    "belay.writes.refused",
                    "Runs, and outcomes of effects, about which a write was refused because another process works on"
                            + " them now"),
            entry("belay.tool.executions", "Tool calls"),
            entry("belay.tool.cache", "Looks into the cache of results"),
            entry("belay.tool.duration", "Time of a tool call"));

    @Override
    public Meter.Id map(Meter.Id id) {
        String words = WORDS.get(id.getName());
        return words == null
                ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), words, id.getType());
    }
}
