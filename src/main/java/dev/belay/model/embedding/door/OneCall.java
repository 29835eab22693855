package dev.belay.model.embedding.door;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.EmbeddingEnded;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.model.embedding.wire.Embedded;
import dev.belay.model.embedding.wire.EmbeddingClient;
import dev.belay.model.embedding.wire.EmbeddingClient.Order;
import dev.belay.model.wire.CallFailed;

/// One call with its node in the trace: opened before anything is sent, closed however it ends. Used by one thread.
final class OneCall {
    private final EmbeddingClient client;
    private final String runId;
    private final Scopes.Scope parent;
    private final int number;
    private Usage given = Usage.NONE;

    /// @param parent that it belongs below
    /// @param number counts the calls of one comparison, from 1
    OneCall(EmbeddingClient client, String runId, Scopes.Scope parent, int number) {
        this.client = client;
        this.runId = runId;
        this.parent = parent;
        this.number = number;
    }

    /// What it may be billed for if it is given up now.
    Usage given() {
        return given;
    }

    /// @throws CallFailed if what was asked for did not come
    Embedded make(Payment.Paid paid) {
        Order order = paid.order();
        BelayEvent.Endpoint endpoint = order.model().endpoint();
        int texts = order.wanted().texts().size();
        Scopes.Scope scope = parent.open(new BelayEvent.EmbeddingStarted(runId, endpoint, texts, number));
        var traced =
                new Order(order.model(), order.wanted(), order.deadline(), order.cancellation(), scope.propagation());
        try {
            Embedded embedded = client.ask(traced, () -> {
                given = order.estimate();
                paid.bill().sending();
            });
            paid.bill().used(embedded.usage());
            scope.close(new EmbeddingEnded(
                    runId, endpoint, null, embedded.usage(), embedded.dimensions(), embedded.responseModel()));
            return embedded;
        } catch (CallFailed told) {
            CallFailed failed = paid.bill().failed(told);
            scope.close(ended(endpoint, failed.failure(), failed.usage()));
            throw failed;
        } catch (ControlFlow.Cancelled cancelled) {
            Failure stopped = new Failure.TimedOut("cancelled: " + cancelled.getMessage());
            scope.close(ended(endpoint, stopped, given));
            throw cancelled;
        } catch (RuntimeException broke) {
            scope.close(ended(endpoint, new Failure.TierBroken(broke.getClass().getSimpleName()), Usage.NONE));
            throw broke;
        }
    }

    private EmbeddingEnded ended(BelayEvent.Endpoint endpoint, Failure failure, Usage usage) {
        return new EmbeddingEnded(runId, endpoint, failure, usage, 0, null);
    }
}
