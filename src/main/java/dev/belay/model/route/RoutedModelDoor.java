package dev.belay.model.route;

import dev.belay.budget.Budgets;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.exchange.Failure;
import dev.belay.model.CallsConfig;
import dev.belay.model.ModelDoor;
import dev.belay.model.ModelFailed;
import dev.belay.model.Models;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.catalog.Route;
import dev.belay.model.guard.Backoff;
import dev.belay.model.guard.Gates;
import dev.belay.model.guard.RunRetries;
import dev.belay.model.wire.ChatClient;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;

/// The door over the configured routes. Thread-safe.
public final class RoutedModelDoor implements ModelDoor {
    private final Catalog catalog;
    private final Kit kit;

    public RoutedModelDoor(
            Catalog catalog, ChatClient client, Gates gates, CallsConfig.Retry retry, Ids ids, Rhythm rhythm) {
        this.catalog = catalog;
        Spending free = new Spending(Budgets.NONE, null, rhythm);
        Backoff backoff = new Backoff(retry, ids);
        RunRetries retries = new RunRetries(retry.attempts());
        this.kit = new Kit(client, gates, backoff, retries, rhythm.pause(), rhythm.time(), free);
    }

    private RoutedModelDoor(Catalog catalog, Kit kit) {
        this.catalog = catalog;
        this.kit = kit;
    }

    /// The same door, where calls are paid for out of these budgets.
    public RoutedModelDoor paidFrom(Budgets budgets, BudgetsConfig config) {
        Spending spending = new Spending(budgets, config, new Rhythm(kit.pause(), kit.time()));
        return new RoutedModelDoor(
                catalog,
                new Kit(kit.client(), kit.gates(), kit.backoff(), kit.retries(), kit.pause(), kit.time(), spending));
    }

    /// How time passes.
    public record Rhythm(Pause pause, Time time) {}

    @Override
    public Reply ask(Prompt prompt, Ask ask) {
        Route route = catalog.route(ask.route()).orElseThrow(() -> new ModelFailed(unknown(ask.route())));
        try (var shared = kit.retries().of(ask.errand().runId())) {
            return new Walk(kit, catalog, prompt, ask, shared).along(route);
        }
    }

    private Failure unknown(String route) {
        return new Failure.Unavailable(catalog.models().isEmpty() ? Models.NONE : "there is no route " + route);
    }
}
