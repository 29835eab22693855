package dev.belay.model.embedding.door;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.RunJournal;
import dev.belay.model.Reaction;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.embedding.EmbeddingConfig;
import dev.belay.model.embedding.Embeddings;
import dev.belay.model.embedding.wire.Embedded;
import dev.belay.model.embedding.wire.EmbeddingClient.Order;
import dev.belay.model.embedding.wire.Wanted;
import dev.belay.model.wire.CallFailed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The door over the configured embedding model. Thread-safe.
final class EmbeddingDoor implements Embeddings {
    /// Whose calls these are, in the journal.
    private static final String ID = "embedding";

    private final ModelSpec model;
    private final EmbeddingConfig config;
    private final Kit kit;

    EmbeddingDoor(ModelSpec model, EmbeddingConfig config, Kit kit) {
        this.model = model;
        this.config = config;
        this.kit = kit;
    }

    @Override
    public Bounds bounds() {
        return new Bounds(config.maxTexts(), config.maxCharacters());
    }

    @Override
    public Result of(List<String> texts, Ask ask) {
        RunJournal journal = kit.journals().of(ask.runId());
        try {
            Failure known =
                    Earlier.obstacle(journal.entries(), kit.rhythm().time().now());
            return known != null ? new Result.Missing(known) : asked(texts, ask, journal);
        } catch (JournalUnavailable e) {
            throw e.leaving();
        }
    }

    private Result asked(List<String> texts, Ask ask, RunJournal journal) {
        Integer dimensions =
                config.dimensions().isPresent() ? config.dimensions().getAsInt() : null;
        Wanted wanted = new Wanted(model.name(), texts, dimensions);
        Deadline deadline = ask.deadline().within(config.timeout().multipliedBy(2));
        Order order = new Order(model, wanted, deadline, ask.cancellation(), Map.of());
        for (int number = 1; true; number++) {
            long began = kit.rhythm().time().nanos();
            OneCall call = new OneCall(kit.client(), ask.runId(), ask.scope(), number);
            try {
                Embedded embedded = once(order, ask, call);
                kit.gates().answered(model);
                var stamp = new Entry.ModelStamp(model.id(), embedded.responseModel());
                journal.append(new Entry.Embedded(stamp, texts.size(), embedded.usage(), millis(began)));
                return new Result.Vectors(embedded.vectors());
            } catch (CallFailed failed) {
                journal.append(fact(failed.failure(), failed.usage(), began));
                if (!again(failed.failure(), number, order)) {
                    return new Result.Missing(failed.failure());
                }
            } catch (ControlFlow.Cancelled cancelled) {
                var stopped = new Failure.TimedOut("cancelled: " + cancelled.getMessage());
                journal.append(fact(stopped, call.given(), began));
                throw cancelled;
            }
        }
    }

    private Embedded once(Order order, Ask ask, OneCall call) {
        order.cancellation().check();
        if (order.deadline().passed()) {
            throw new CallFailed(new Failure.DeadlinePassed("there was no time left to ask the embedding model"));
        }
        try (var _ = kit.gates().room(model).enter(order.deadline(), order.cancellation())) {
            return kit.payment().pay(ask.runId(), order, ask.scope(), paid -> kit.gates()
                    .of(model)
                    .pass(() -> call.make(paid)));
        }
    }

    /// Whether it is asked again, after the wait that this takes.
    private boolean again(Failure failure, int failed, Order order) {
        if (failure instanceof Failure.Unauthorized) {
            kit.gates().alert(model, failure.detail());
        }
        if (failed >= kit.attempts() || !(Reaction.to(failure) instanceof Reaction.Again(Duration retryAfter))) {
            return false;
        }
        Optional<Duration> wait =
                kit.backoff().after(failed, retryAfter, order.deadline().remaining());
        if (wait.isEmpty() || !kit.gates().of(model).again()) {
            return false;
        }
        kit.rhythm().pause().await(wait.get(), order.cancellation());
        return true;
    }

    private Entry.ModelFailed fact(Failure failure, Usage usage, long began) {
        Long leftAlone = Reaction.to(failure) instanceof Reaction.Again(Duration after) && after != null
                ? after.toMillis()
                : null;
        return new Entry.ModelFailed(
                ID, model.id(), failure.reason(), failure.detail(), millis(began), usage, leftAlone);
    }

    private long millis(long began) {
        return kit.rhythm().time().since(began).toMillis();
    }
}
