package dev.belay.model.embedding.door;

import dev.belay.budget.Budgets;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.health.Health;
import dev.belay.health.HealthConfig;
import dev.belay.journal.Journals;
import dev.belay.model.CallsConfig;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.embedding.EmbeddingCheck;
import dev.belay.model.embedding.EmbeddingConfig;
import dev.belay.model.embedding.Embeddings;
import dev.belay.model.embedding.wire.EmbeddingClient;
import dev.belay.model.guard.Backoff;
import dev.belay.model.guard.Gates;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.memory.ByteBudget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/// Puts the door to the embedding model together from configuration.
@ApplicationScoped
class EmbeddingBeans {

    /// What stands around the model. Without one, nothing does.
    record Around(Gates gates, Payment payment, Kit.Rhythm rhythm) {}

    @Produces
    @Singleton
    EmbeddingClient client(EmbeddingConfig config, CallsConfig calls, Time time, Workers workers) {
        int longest = calls.limits().maxAnswerBytes();
        var limits = new EmbeddingClient.Limits(calls.limits().connect(), config.timeout(), longest);
        ByteBudget answers = new ByteBudget(Math.max(longest, ByteBudget.ofHeap(32)));
        return new EmbeddingClient(limits, answers, time, workers);
    }

    @Produces
    @Singleton
    Payment payment(Budgets budgets, BudgetsConfig config, Pause pause, Time time) {
        return new Payment(budgets, config, pause, time);
    }

    @Produces
    @Singleton
    Around around(EmbeddingConfig config, CallsConfig calls, Surroundings in, Payment payment, Time time, Pause pause) {
        List<ModelSpec> models = EmbeddingCheck.configured(config) ? List.of(EmbeddingSpecs.of(config)) : List.of();
        Gates gates = new Gates(models, _ -> EmbeddingCheck.PREFIX, calls, in.health(), time, in.hold());
        return new Around(gates, payment, new Kit.Rhythm(time, pause));
    }

    /// What other processes know of models.
    ///
    /// @param hold how long a process may hold the right to probe a model
    record Surroundings(Health health, Duration hold) {}

    @Produces
    @Singleton
    Surroundings surroundings(Health health, HealthConfig config) {
        return new Surroundings(health, config.probeHold());
    }

    @Produces
    @Singleton
    Embeddings embeddings(
            EmbeddingConfig config,
            CallsConfig calls,
            EmbeddingClient client,
            Around around,
            Journals journals,
            Ids ids) {
        if (!EmbeddingCheck.configured(config)) {
            return Embeddings.NONE;
        }
        CallsConfig.Retry retry = calls.retry();
        var kit = new Kit(
                client,
                around.gates(),
                around.payment(),
                journals,
                new Backoff(retry, ids),
                retry.attempts(),
                around.rhythm());
        return new EmbeddingDoor(EmbeddingSpecs.of(config), config, kit);
    }
}
