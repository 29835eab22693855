package dev.belay.edge.cli.boot;

import dev.belay.gateway.Known;
import dev.belay.gateway.door.Reckoning;
import dev.belay.gateway.policy.Menu;
import dev.belay.gateway.policy.MostCalls;
import dev.belay.gateway.policy.Policies;
import dev.belay.model.Models;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/// What this installation can do, told when it starts: models, routes, tiers, and what a request may cost at most.
@Singleton
public record Announcement(Models models, Menu menu, Policies policies, Config config) {

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (models.models().isEmpty()) {
            lines.add(noModel());
        }
        models.models()
                .forEach(model -> lines.add("model " + model.id() + " is " + model.name() + " at "
                        + model.place().host() + ":" + model.place().port()));
        models.routes()
                .forEach(route -> lines.add("route " + route.name() + " asks " + String.join(", then ", route.models())
                        + ", at most " + route.mostCalls() + " calls"));
        lines.add("tiers, in order: " + String.join(", ", menu.order()));
        MostCalls calls = calls();
        // Of the policies and experiments those that can cause most, the first of several.
        calls.ofDecisions().stream()
                .filter(one -> one.most() > 0)
                .reduce((one, other) -> other.most() > one.most() ? other : one)
                .ifPresent(one -> lines.add("a model decision causes at most " + one.most() + " calls to providers ("
                        + one.asker().told() + ": " + one.arithmetic() + ")"));
        calls.ofRequests().stream()
                .filter(one -> one.most() > 0)
                .reduce((one, other) -> other.most() > one.most() ? other : one)
                .ifPresent(one -> lines.add("a request causes at most " + one.most() + " calls to providers ("
                        + one.asker().told() + " by " + one.strategy() + ": " + one.arithmetic() + ")"));
        return lines;
    }

    /// What to set where no model is configured, and what works without.
    public String noModel() {
        String without = menu.tiers().stream()
                .filter(tier -> tier.missing() == null && tier.breaker() == null)
                .map(Known.TierStatus::id)
                .collect(Collectors.joining(", "));
        return Models.NONE + "; until then " + (without.isEmpty() ? "nothing answers" : "only " + without + " answers");
    }

    private MostCalls calls() {
        List<String> asking = menu.tiers().stream()
                .filter(tier -> tier.missing() == null && tier.breaker() != null)
                .map(Known.TierStatus::id)
                .toList();
        return Reckoning.of(config.unwrap(SmallRyeConfig.class), policies, asking, models::mostCalls);
    }
}
