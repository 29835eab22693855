package dev.belay.tool.execute;

import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.ledger.EffectLedger.Transacted;
import dev.belay.ledger.EffectState;
import dev.belay.ledger.LedgerUnavailable;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Calls.Try;
import dev.belay.tool.execute.call.Escalated;
import dev.belay.tool.execute.call.HeldBack;
import dev.belay.tool.execute.call.Span;
import dev.belay.tool.execute.call.Waiting;
import dev.belay.tool.execute.call.Wording;
import dev.belay.tool.guard.ToolGuard;
import dev.belay.tool.paid.Fare;
import dev.belay.tool.paid.Fares;
import dev.belay.tool.paid.Unaffordable;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Executes calls whose effect is committed together with its record. What is not committed did not happen, so trying
/// again is always safe.
final class TransactedRun {
    private static final int TRIES = 3;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);

    private final EffectLedger ledger;
    private final EffectRun.Tools tools;
    private final StandIns standIns;
    private final Fares fares;

    TransactedRun(EffectLedger ledger, EffectRun.Tools tools, StandIns standIns, Fares fares) {
        this.ledger = ledger;
        this.tools = tools;
        this.standIns = standIns;
        this.fares = fares;
    }

    ToolResult execute(Asked asked, Span span) {
        CompletableFuture<ToolResult> end = new CompletableFuture<>();
        asked.bench().cancellation().check();
        tools.workers().start(() -> {
            try {
                ToolResult result = paid(asked, span);
                span.close(result);
                end.complete(result);
            } catch (HeldBack | Escalated | Unaffordable e) {
                end.completeExceptionally(e);
            } catch (RuntimeException | Error e) {
                span.close(ToolResult.Status.ERROR, Source.REFUSED);
                end.completeExceptionally(e);
            }
        });
        return Waiting.forEnd(end, asked.bench().cancellation());
    }

    private ToolResult paid(Asked asked, Span span) {
        try (Fare fare = fares.of(asked.tool().name(), asked.bench())) {
            return result(asked, span, fare);
        }
    }

    private ToolResult result(Asked asked, Span span, Fare fare) {
        EffectKey key = Ordinal.key(asked);
        var outage = new AtomicBoolean();
        return switch (affordable(asked, span, key, outage, fare)) {
            case Transacted.Settled settled
            when outage.get() && settled.state() instanceof EffectState.Failed failed ->
                beside(asked, span, key, failed, fare);
            case Transacted.Settled settled ->
                asked.result(Wording.of(settled.state()), Settlement.status(settled.state()), Source.EXECUTED);
            case Transacted.NotMine(Claim.Recorded recorded) -> recorded(asked, key, recorded.state());
            case Transacted.NotMine(Claim.AskPerson ask) -> throw new HeldBack(ask.why());
            case Transacted.NotMine other -> throw new IllegalStateException("nobody may act on " + other);
        };
    }

    /// What can be read instead is told, and journaled, beside the failure that is recorded already.
    private ToolResult beside(Asked asked, Span span, EffectKey key, EffectState.Failed failed, Fare fare) {
        EffectState.Failed told = standIns.beside(failed, asked, span.scope(), fare);
        ToolResult result = asked.result(told.error(), ToolResult.Status.ERROR, Source.EXECUTED);
        if (told != failed) {
            asked.bench().journal().append(asked.done(result, key.hash(), 0));
        }
        return result;
    }

    private ToolResult recorded(Asked asked, EffectKey key, EffectState state) {
        ToolResult result = asked.result(Wording.of(state), Settlement.status(state), Source.LEDGER);
        asked.bench().journal().append(asked.done(result, key.hash(), 0));
        return result;
    }

    /// What has a record costs nothing: it is read even where no call is left.
    ///
    /// @throws Unaffordable if the tool would have to be called
    private Transacted affordable(Asked asked, Span span, EffectKey key, AtomicBoolean outage, Fare fare) {
        try {
            fare.take();
        } catch (Unaffordable none) {
            EffectState known = ledger.known(key);
            if (known == null) {
                throw none;
            }
            return new Transacted.NotMine(new Claim.Recorded(known));
        }
        return transacted(asked, span, key, outage, fare);
    }

    private Transacted transacted(Asked asked, Span span, EffectKey key, AtomicBoolean outage, Fare fare) {
        var intent = new EffectLedger.Intent(
                key, asked.bench().owner().runId(), asked.tool().effect(), asked.approval());
        var acting = new Acting(asked, span, key.hash(), outage, fare);
        Duration limit = asked.tool().limits().timeout();
        Duration backoff = FIRST_BACKOFF;
        int unavailable = 0;
        while (true) {
            asked.bench().cancellation().check();
            try {
                return ledger.transact(intent, limit, asked.bench().journal(), acting::act);
            } catch (LedgerUnavailable e) {
                if (++unavailable == TRIES) {
                    throw e;
                }
                tools.pause().await(backoff, asked.bench().cancellation());
                backoff = backoff.multipliedBy(2);
            } catch (Again again) {
                tools.pause().await(again.wait, asked.bench().cancellation());
            }
        }
    }

    /// Leaves the ledger's transaction, so that it is rolled back without a trace.
    private static final class Again extends RuntimeException {
        private final transient Duration wait;

        Again(Duration wait) {
            super("is tried again", null, false, false);
            this.wait = wait;
        }
    }

    /// What the tool does in the transaction, which may be another one from try to try.
    private final class Acting {
        private final Asked asked;
        private final Span span;
        private final String key;
        private final AtomicBoolean outage;
        private final Fare fare;
        private final long began = tools.time().nanos();
        private int tried;

        Acting(Asked asked, Span span, String key, AtomicBoolean outage, Fare fare) {
            this.asked = asked;
            this.span = span;
            this.key = key;
            this.outage = outage;
            this.fare = fare;
        }

        /// @throws Again if the tool is to be tried again
        EffectLedger.Outcome act(Connection transaction) {
            ToolGuard guard = tools.guards().of(asked.tool().name());
            String refusal = guard.refusal();
            EffectState state = refusal == null ? called(guard, transaction) : new EffectState.Failed(refusal);
            outage.set(refusal != null || outage.get());
            ToolResult result = asked.result(Wording.of(state), Settlement.status(state), Source.EXECUTED);
            long millis = tools.time().since(began).toMillis();
            return new EffectLedger.Outcome(state, asked.done(result, key, millis));
        }

        private EffectState called(ToolGuard guard, Connection transaction) {
            fare.begins();
            Try end = tools.calls().inTransaction(asked, span.scope(), key, transaction);
            tried++;
            guard.breaker().ended(end.answered());
            outage.set(!end.answered());
            Duration wait = end.mayPass() ? guard.pause(tried, after(end)) : null;
            if (wait != null && wait.compareTo(left()) < 0) {
                throw new Again(wait);
            }
            return switch (end) {
                case Try.Returned returned -> new EffectState.Done(returned.output());
                case Try.SaidNo no -> new EffectState.Failed(no.why());
                // Undoes what it did, and leaves no trace in the ledger: it is called anew when a person has answered.
                case Try.Asks asks -> {
                    fare.giveBack();
                    throw new Escalated(asks.question());
                }
                case Try.Threw threw -> new EffectState.Failed("the tool failed " + Wording.of(threw.cause()));
                case Try.StillRunning _ -> throw new IllegalStateException("a tool returns on its own thread");
            };
        }

        private Duration left() {
            Duration rest = asked.tool()
                    .limits()
                    .timeout()
                    .multipliedBy(2)
                    .minus(tools.time().since(began));
            Duration deadline = asked.bench().deadline().remaining();
            return rest.compareTo(deadline) < 0 ? rest : deadline;
        }

        private static Duration after(Try end) {
            return end instanceof Try.SaidNo no ? no.after() : null;
        }
    }
}
