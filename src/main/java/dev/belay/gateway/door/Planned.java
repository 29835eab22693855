package dev.belay.gateway.door;

import dev.belay.gateway.Known;
import dev.belay.tier.Tiers;
import dev.belay.tier.TiersConfig;
import java.util.List;
import java.util.Map;

/// What will be there if the application starts with this configuration, as far as that is known before. Which tools
/// there are is not.
///
/// @param models ids
/// @param routes names
record Planned(List<String> models, List<String> routes, TiersConfig config) implements Known {

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public List<String> tierOrder() {
        return config.order().stream().distinct().filter(this::on).toList();
    }

    @Override
    public List<TierStatus> tiers() {
        return Tiers.KNOWN.stream().map(this::status).toList();
    }

    private TierStatus status(String id) {
        String missing = on(id) ? null : Tiers.switchedOff(id);
        return new TierStatus(id, missing, Tiers.asksModel(id) ? "closed" : null, Map.of());
    }

    private boolean on(String id) {
        return Tiers.enabled(id, config);
    }
}
