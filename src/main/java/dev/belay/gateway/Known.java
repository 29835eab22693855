package dev.belay.gateway;

import dev.belay.exchange.message.ToolSpec;
import java.util.List;
import java.util.Map;

/// What exists in this installation, so that a request can be admitted, or refused with what exists instead.
///
/// The border to the catalogs of tools, models and tiers. Cheap to ask: nothing here calls a provider or the database.
public interface Known {

    /// All server-side tools, in the order of their names.
    List<Tool> tools();

    /// Ids of the configured models, in the order of configuration.
    List<String> models();

    /// What is missing to know what the models of a route cost, as names of properties; empty if nothing is.
    default List<String> missingPrices(String route) {
        return List.of();
    }

    /// Names of the configured routes.
    List<String> routes();

    /// Ids of the tiers that can be tried, in their default order.
    List<String> tierOrder();

    /// How every tier is doing, also those that cannot be tried here.
    List<TierStatus> tiers();

    /// @param effectClass name of the effect class
    /// @param hasEffect whether it does more than read
    /// @param asksPeople whether it may stop the run to ask a person
    record Tool(ToolSpec spec, String effectClass, boolean hasEffect, boolean asksPeople, int timeoutSeconds) {
        public String name() {
            return spec.name();
        }
    }

    /// @param missing why it cannot be tried in this installation, or `null` if it can
    /// @param breaker `closed`, `open`, `half_open`, or `null` for a tier without a breaker
    /// @param attempts outcome to number since the start of this process
    record TierStatus(String id, String missing, String breaker, Map<String, Long> attempts) {}
}
