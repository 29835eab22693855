package dev.belay.tool.execute;

import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.ledger.EffectLedger.Transacted;
import dev.belay.ledger.EffectState;
import dev.belay.ledger.LedgerUnavailable;
import dev.belay.platform.Workers;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Calls.Try;
import dev.belay.tool.execute.call.Span;
import dev.belay.tool.execute.call.Waiting;
import dev.belay.tool.execute.call.Wording;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Executes calls whose effect is committed together with its record. What is not committed did not happen, so trying
/// again is always safe.
final class TransactedRun {
    private static final int TRIES = 3;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);

    private final EffectLedger ledger;
    private final Workers workers;
    private final EffectRun.Tools tools;

    TransactedRun(EffectLedger ledger, Workers workers, EffectRun.Tools tools) {
        this.ledger = ledger;
        this.workers = workers;
        this.tools = tools;
    }

    ToolResult execute(Asked asked, Span span) {
        CompletableFuture<ToolResult> end = new CompletableFuture<>();
        asked.bench().cancellation().check();
        workers.start(() -> {
            try {
                ToolResult result = result(asked, span);
                span.close(result);
                end.complete(result);
            } catch (HeldBack e) {
                end.completeExceptionally(e);
            } catch (RuntimeException | Error e) {
                span.close(ToolResult.Status.ERROR, Source.REFUSED);
                end.completeExceptionally(e);
            }
        });
        return Waiting.forEnd(end, asked.bench().cancellation());
    }

    private ToolResult result(Asked asked, Span span) {
        EffectKey key = Ordinal.key(asked);
        return switch (transacted(asked, span, key)) {
            case Transacted.Settled settled ->
                asked.result(Wording.of(settled.state()), Settlement.status(settled.state()), Source.EXECUTED);
            case Transacted.NotMine(Claim.Recorded recorded) -> recorded(asked, key, recorded.state());
            case Transacted.NotMine(Claim.AskPerson ask) -> throw new HeldBack(ask.why());
            case Transacted.NotMine other -> throw new IllegalStateException("nobody may act on " + other);
        };
    }

    private ToolResult recorded(Asked asked, EffectKey key, EffectState state) {
        ToolResult result = asked.result(Wording.of(state), Settlement.status(state), Source.LEDGER);
        asked.bench().journal().append(asked.done(result, key.hash(), 0));
        return result;
    }

    private Transacted transacted(Asked asked, Span span, EffectKey key) {
        var intent = new EffectLedger.Intent(
                key, asked.bench().owner().runId(), asked.tool().effect(), asked.approval());
        Duration limit = asked.tool().limits().timeout();
        long began = tools.time().nanos();
        Duration backoff = FIRST_BACKOFF;
        for (int attempt = 1; ; attempt++) {
            try {
                asked.bench().cancellation().check();
                return ledger.transact(
                        intent,
                        limit,
                        asked.bench().journal(),
                        connection -> act(asked, span, key.hash(), began, connection));
            } catch (LedgerUnavailable e) {
                if (attempt == TRIES) {
                    throw e;
                }
                tools.pause().await(backoff, asked.bench().cancellation());
                backoff = backoff.multipliedBy(2);
            }
        }
    }

    private EffectLedger.Outcome act(Asked asked, Span span, String key, long began, Connection transaction) {
        EffectState state =
                switch (tools.calls().inTransaction(asked, span.scope(), key, transaction)) {
                    case Try.Returned returned -> new EffectState.Done(returned.output());
                    case Try.SaidNo no -> new EffectState.Failed(no.why());
                    case Try.Threw threw -> new EffectState.Failed("the tool failed " + Wording.of(threw.cause()));
                    case Try.StillRunning _ -> throw new IllegalStateException("a tool returns on its own thread");
                };
        ToolResult result = asked.result(Wording.of(state), Settlement.status(state), Source.EXECUTED);
        long millis = tools.time().since(began).toMillis();
        return new EffectLedger.Outcome(state, asked.done(result, key, millis));
    }
}
