package dev.belay.edge.cli.boot;

import dev.belay.gateway.Known;
import dev.belay.gateway.policy.Menu;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.RequestCalls;
import dev.belay.gateway.policy.UpstreamCalls;
import dev.belay.model.Models;
import dev.belay.tier.Tiers;
import dev.belay.tier.TiersConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/// What this installation can do, told when it starts: models, routes, tiers, and what a request may cost at most.
@Singleton
public record Announcement(Models models, Menu menu, Policies policies, TiersConfig tiers, Config config) {

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
        dearest()
                .ifPresent(calls -> lines.add("a model decision causes at most " + calls.most()
                        + " calls to providers (policy " + calls.policy() + ": " + calls.arithmetic() + ")"));
        dearestRequest()
                .ifPresent(calls -> lines.add("a request causes at most " + calls.most()
                        + " calls to providers (policy " + calls.policy() + ": " + calls.arithmetic() + ")"));
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

    /// Of the policies the one whose decisions can cause most calls.
    private Optional<UpstreamCalls> dearest() {
        return UpstreamCalls.of(policies, asking(), models::mostCalls).stream()
                .filter(calls -> calls.most() > 0)
                .max(Comparator.comparingInt(UpstreamCalls::most));
    }

    /// Of the policies the one whose requests can.
    private Optional<RequestCalls> dearestRequest() {
        List<Tiers.Bound> bounds = asking().stream()
                .map(id -> Tiers.bound(id, tiers.agent(), key -> config.getOptionalValue(key, Integer.class)))
                .toList();
        return RequestCalls.of(policies, bounds, models::mostCalls).stream()
                .filter(calls -> calls.most() > 0)
                .max(Comparator.comparingLong(RequestCalls::most));
    }

    private List<String> asking() {
        return menu.tiers().stream()
                .filter(tier -> tier.missing() == null && tier.breaker() != null)
                .map(Known.TierStatus::id)
                .toList();
    }
}
