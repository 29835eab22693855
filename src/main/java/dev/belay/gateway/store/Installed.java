package dev.belay.gateway.store;

import dev.belay.exchange.Caller;
import dev.belay.gateway.Known;
import dev.belay.model.Models;
import dev.belay.tier.Tiers;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDescription;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What is installed, read from the catalogs.
@ApplicationScoped
class Installed implements Known {
    private final ToolCatalog tools;
    private final Models models;
    private final Tiers tiers;

    Installed(ToolCatalog tools, Models models, Tiers tiers) {
        this.tools = tools;
        this.models = models;
        this.tiers = tiers;
    }

    @Override
    public List<Tool> tools() {
        // Which of them a caller may use is for the admission to say.
        return tools.list(Caller.LOCAL).stream().map(this::tool).toList();
    }

    @Override
    public List<String> models() {
        return models.models().stream().map(Models.Facts::id).toList();
    }

    @Override
    public List<String> missingPrices(String route) {
        return models.missingPrices(route);
    }

    @Override
    public List<String> routes() {
        return models.routes().stream().map(Models.RouteFacts::name).toList();
    }

    @Override
    public List<String> tierOrder() {
        return tiers.order();
    }

    @Override
    public List<TierStatus> tiers() {
        return tiers.standings().stream()
                .map(tier -> new TierStatus(tier.id(), tier.missing(), tier.breaker(), tier.attempts()))
                .toList();
    }

    private Tool tool(ToolDescription tool) {
        return new Tool(
                tool.spec(),
                tool.effect().name(),
                tool.effect().hasEffect(),
                tools.find(tool.name()).tool().asksPeople(),
                Math.toIntExact(tool.limits().timeout().toSeconds()));
    }
}
