package dev.belay.gateway.door;

import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.gateway.admission.CallBound;
import dev.belay.gateway.admission.KindsConfig;
import dev.belay.gateway.admission.PolicyCheck;
import dev.belay.gateway.experiment.ExperimentsCheck;
import dev.belay.gateway.experiment.ExperimentsConfig;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.PoliciesConfig;
import dev.belay.model.CallsConfig;
import dev.belay.model.ModelsConfig;
import dev.belay.model.RoutesConfig;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.catalog.CatalogCheck;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.catalog.Route;
import dev.belay.platform.ConfigCheck;
import dev.belay.statistics.StatisticsConfig;
import dev.belay.strategy.Strategies;
import dev.belay.strategy.smart.SmartConfig;
import dev.belay.tier.TiersConfig;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Has policies, and the limits of the front door, looked at before anything starts. Tools that a policy names are
/// looked for when it is known which there are, at start.
public final class GatewayCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(GatewayConfig.class, PoliciesConfig.class, KindsConfig.class, ExperimentsConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        GatewayConfig limits = config.getConfigMapping(GatewayConfig.class);
        List<Problem> problems = new ArrayList<>(limits(limits));
        TiersConfig tiers = config.getConfigMapping(TiersConfig.class);
        Optional<Catalog> catalog = catalog(config);
        Planned planned = new Planned(
                catalog.map(Catalog::models).orElse(List.of()).stream()
                        .map(ModelSpec::id)
                        .toList(),
                catalog.map(GatewayCheck::names).orElseGet(() -> names(config)),
                tiers);
        Policies policies =
                new Policies(config.getConfigMapping(PoliciesConfig.class).policies());
        PolicyCheck check = new PolicyCheck(planned, Strategies.BUILT);
        problems.addAll(check.withoutTools(policies));
        problems.addAll(kinds(config, check));
        problems.addAll(experiments(config, planned, policies));
        problems.addAll(BudgetOwners.problems(config.getConfigMapping(BudgetsConfig.class), policies));
        ToIntFunction<String> mostCalls = route ->
                catalog.flatMap(all -> all.route(route).map(all::mostCalls)).orElse(0);
        problems.addAll(new CallBound(limits.maxCallsPerDecision(), limits.maxCallsPerRequest())
                .problems(Reckoning.of(config, policies, CallBound.asking(planned), mostCalls)));
        return problems;
    }

    private static List<Problem> kinds(SmallRyeConfig config, PolicyCheck check) {
        KindsConfig kinds = config.getConfigMapping(KindsConfig.class);
        SmartConfig smart = config.getConfigMapping(SmartConfig.class);
        List<Problem> problems = new ArrayList<>(check.kinds(kinds.byKind()));
        problems.addAll(
                check.firsts(smart.first().byKind().keySet(), kinds.byKind().keySet()));
        return problems;
    }

    private static List<Problem> experiments(SmallRyeConfig config, Planned planned, Policies policies) {
        ExperimentsConfig experiments = config.getConfigMapping(ExperimentsConfig.class);
        boolean counted = config.getConfigMapping(StatisticsConfig.class).enabled();
        return experiments.experiments().isEmpty() || counted
                ? ExperimentsCheck.problems(experiments, planned, policies)
                : List.of(new Problem("belay.experiments", "needs belay.statistics.enabled"));
    }

    /// Empty if something is wrong with it, which is told elsewhere.
    private static Optional<Catalog> catalog(SmallRyeConfig config) {
        var models = config.getConfigMapping(ModelsConfig.class);
        var routes = config.getConfigMapping(RoutesConfig.class);
        var calls = config.getConfigMapping(CallsConfig.class);
        return CatalogCheck.problems(models, routes, calls).isEmpty()
                ? Optional.of(Catalog.of(models, routes, calls))
                : Optional.empty();
    }

    private static List<String> names(Catalog catalog) {
        return catalog.routes().stream().map(Route::name).toList();
    }

    private static List<String> names(SmallRyeConfig config) {
        return List.copyOf(config.getConfigMapping(RoutesConfig.class).byName().keySet());
    }

    private static List<Problem> limits(GatewayConfig limits) {
        List<Problem> problems = new ArrayList<>();
        positive("max-runs", limits.maxRuns(), problems);
        positive("max-history", limits.maxHistory(), problems);
        positive("max-calls-per-decision", limits.maxCallsPerDecision(), problems);
        positive("max-calls-per-request", limits.maxCallsPerRequest(), problems);
        if (limits.unwind().isNegative()) {
            problems.add(new Problem("belay.gateway.unwind", "must not be negative"));
        }
        return problems;
    }

    private static void positive(String name, int value, List<Problem> problems) {
        if (value < 1) {
            problems.add(new Problem("belay.gateway." + name, "must be more than 0"));
        }
    }
}
