package dev.belay.tool.execute;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.journal.JournalUnavailable;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.ledger.EffectState;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Escalated;
import dev.belay.tool.execute.call.HeldBack;
import dev.belay.tool.execute.call.Span;
import dev.belay.tool.execute.call.Waiting;
import dev.belay.tool.execute.call.Wording;
import dev.belay.tool.paid.Fare;
import dev.belay.tool.paid.Fares;
import dev.belay.tool.paid.Unaffordable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/// Executes calls with an effect, at most once per key: whoever claims the key in the ledger runs it, everybody
/// else gets what came of it.
///
/// The effect runs on threads of its own. When the attempt that asked is cancelled meanwhile, it goes on, is
/// settled and journaled, and that is how the next tier comes to its result.
final class Effects {
    private final EffectLedger ledger;
    private final Settlement settlement;
    private final EffectRun.Tools tools;
    private final StandIns standIns;
    private final Fares fares;
    /// Effects under way in this process, by key.
    private final ConcurrentMap<String, CompletableFuture<EffectState>> underWay = new ConcurrentHashMap<>();

    Effects(EffectLedger ledger, EffectRun.Tools tools, StandIns standIns, Fares fares) {
        this.ledger = ledger;
        this.settlement = new Settlement(ledger, tools.workers(), tools.pause());
        this.tools = tools;
        this.standIns = standIns;
        this.fares = fares;
    }

    ToolResult execute(Asked asked, Span span) {
        EffectKey key = Ordinal.key(asked);
        CompletableFuture<EffectState> mine = new CompletableFuture<>();
        try {
            EffectState known = known(asked, span, key, mine);
            if (known != null) {
                return recorded(asked, span, key, known);
            }
        } catch (HeldBack | Escalated | Unaffordable e) {
            throw e;
        } catch (RuntimeException e) {
            span.close(ToolResult.Status.ERROR, Source.REFUSED);
            throw e;
        }
        EffectState state = Waiting.forEnd(mine, asked.bench().cancellation());
        return asked.result(Wording.of(state), Settlement.status(state), Source.EXECUTED);
    }

    /// @return what is known of the effect from elsewhere, or `null` if it was started here
    private EffectState known(Asked asked, Span span, EffectKey key, CompletableFuture<EffectState> mine) {
        CompletableFuture<EffectState> other;
        while ((other = underWay.putIfAbsent(key.hash(), mine)) != null) {
            EffectState state = joined(other, asked);
            if (state != null) {
                return state;
            }
        }
        return begun(asked, span, key, mine);
    }

    /// Waits for the equal call that came first. What came of that is also this call's result, a failure
    /// included.
    ///
    /// @return `null` if it ended without causing anything, so that this call may try itself
    /// @throws Escalated if it asks a person, as this call would
    private static EffectState joined(CompletableFuture<EffectState> other, Asked asked) {
        try {
            return Waiting.forEnd(other, asked.bench().cancellation());
        } catch (Escalated e) {
            throw e;
        } catch (RuntimeException _) {
            asked.bench().cancellation().check();
            return null;
        }
    }

    /// Starts the effect, if it is ours to cause.
    ///
    /// @return what is already known of it, or `null` if it was started
    private EffectState begun(Asked asked, Span span, EffectKey key, CompletableFuture<EffectState> mine) {
        Fare fare = fares.of(asked.tool().name(), asked.bench());
        try {
            EffectState known = claimed(asked, span, key, mine, fare);
            if (known != null) {
                underWay.remove(key.hash(), mine);
                mine.complete(known);
                fare.close();
            }
            return known;
        } catch (RuntimeException | Error e) {
            underWay.remove(key.hash(), mine);
            mine.completeExceptionally(e);
            fare.close();
            throw e;
        }
    }

    private EffectState claimed(Asked asked, Span span, EffectKey key, CompletableFuture<EffectState> mine, Fare fare) {
        asked.bench().cancellation().check();
        if (asked.bench().deadline().passed()) {
            throw new ControlFlow.Cancelled("the deadline passed before the effect began");
        }
        return switch (claim(asked, key, fare)) {
            case Claim.Recorded recorded -> recorded.state();
            case Claim.AskPerson ask -> throw new HeldBack(ask.why());
            case Claim.Mine(EffectLedger.Hold hold) -> {
                start(asked, hold, () -> act(asked, span, hold, mine, fare, EffectRun::outcome));
                yield null;
            }
            case Claim.Adopted adopted -> {
                // Counted with what its process left set aside.
                fare.close();
                EffectLedger.Hold hold = adopted.hold();
                findOut(asked, hold, () -> act(asked, span, hold, mine, Fare.FREE, run -> run.outcomeOf(adopted)));
                yield null;
            }
        };
    }

    /// What has a record, or was begun, costs nothing: it is asked for even where no call is left.
    ///
    /// @throws Unaffordable if the effect would be this call's to cause
    private Claim claim(Asked asked, EffectKey key, Fare fare) {
        EffectLedger.Intent intent = intent(asked, key);
        try {
            fare.take();
        } catch (Unaffordable none) {
            if (ledger.known(key) == null) {
                throw none;
            }
            Claim claim = ledger.claim(intent, EffectRun.patience(asked));
            if (claim instanceof Claim.Mine(EffectLedger.Hold hold)) {
                settlement.release(asked, hold, intent, "not started: " + none.getMessage());
                throw none;
            }
            return claim;
        }
        return ledger.claim(intent, EffectRun.patience(asked));
    }

    private static EffectLedger.Intent intent(Asked asked, EffectKey key) {
        return new EffectLedger.Intent(
                key, asked.bench().owner().runId(), asked.tool().effect(), asked.approval());
    }

    /// From here on the ledger says `STARTED`: whoever waits for the run's effects waits for this one too. Only
    /// an attempt cancelled before that moment may still keep the effect from beginning.
    private void start(Asked asked, EffectLedger.Hold hold, Runnable act) {
        try {
            asked.bench().cancellation().check();
            tools.workers().start(act);
        } catch (ControlFlow.Cancelled | RejectedExecutionException e) {
            settlement.settle(asked, hold, new EffectState.Failed("not started: the attempt was cancelled"), 0);
            throw e;
        }
    }

    /// Finding out what a dead process left begins nothing, so it goes on for a cancelled attempt, too. That it is not
    /// found out here says nothing about what was sent.
    private void findOut(Asked asked, EffectLedger.Hold hold, Runnable act) {
        try {
            tools.workers().start(act);
        } catch (RejectedExecutionException e) {
            settlement.leave(asked, hold);
            throw e;
        }
    }

    private void act(
            Asked asked,
            Span span,
            EffectLedger.Hold hold,
            CompletableFuture<EffectState> mine,
            Fare fare,
            Function<EffectRun, EffectState> work) {
        EffectKey key = hold.key();
        long began = tools.time().nanos();
        EffectRun run = new EffectRun(asked, span.scope(), new EffectRun.Granted(ledger, hold), tools, fare);
        try {
            EffectState state = unsent(run, work);
            settlement.settle(asked, hold, state, millis(began));
            EffectState told = told(asked, span, key, run, state, fare);
            fare.close();
            span.close(Settlement.status(state), Source.EXECUTED, Wording.of(told));
            underWay.remove(key.hash(), mine);
            mine.complete(told);
            if (state instanceof EffectState.InDoubt) {
                run.whenLate(late -> settlement.settleLate(asked, hold, late, millis(began)));
            }
        } catch (Escalated stopped) {
            fare.giveBack();
            end(hold, mine, stopped, () -> settlement.release(asked, hold, intent(asked, key), stopped.getMessage()));
        } catch (Unsent unsent) {
            fare.close();
            span.close(run.clear() ? ToolResult.Status.ERROR : ToolResult.Status.IN_DOUBT, Source.EXECUTED);
            end(hold, mine, unsent.left(), () -> giveBack(asked, run, hold, "not started: " + unsent.getMessage()));
        } catch (RuntimeException | Error e) {
            fare.close();
            span.close(ToolResult.Status.IN_DOUBT, Source.EXECUTED);
            underWay.remove(key.hash(), mine);
            mine.completeExceptionally(e);
        }
    }

    /// Nothing was sent from here: that there was no effect is known only where nobody sent anything before.
    private void giveBack(Asked asked, EffectRun run, EffectLedger.Hold hold, String why) {
        if (run.clear()) {
            settlement.release(asked, hold, intent(asked, hold.key()), why);
        } else {
            settlement.leave(asked, hold);
        }
    }

    /// Nothing was done, and the call has no result: the key is free before the run rests, or goes on elsewhere.
    private void end(
            EffectLedger.Hold hold, CompletableFuture<EffectState> mine, RuntimeException stopped, Runnable giveBack) {
        Throwable end = stopped;
        try {
            giveBack.run();
        } catch (RuntimeException | Error e) {
            end = stopped instanceof Escalated ? e : stopped;
        }
        underWay.remove(hold.key().hash(), mine);
        mine.completeExceptionally(end);
    }

    /// Where the tool does not work, what can be read instead is told, and journaled, beside its failure. The
    /// ledger has said by then that there was no effect.
    private EffectState told(Asked asked, Span span, EffectKey key, EffectRun run, EffectState state, Fare fare) {
        if (!(state instanceof EffectState.Failed failed) || !run.outage()) {
            return state;
        }
        EffectState.Failed told = standIns.beside(failed, asked, span.scope(), fare);
        if (told == failed) {
            return failed;
        }
        try {
            ToolResult result = asked.result(told.error(), ToolResult.Status.ERROR, Source.EXECUTED);
            asked.bench().journal().append(asked.done(result, key.hash(), 0));
            return told;
        } catch (ControlFlow.Disowned | JournalUnavailable _) {
            return failed;
        }
    }

    /// A process that finds out before it sends anything that the run is not its own any more leaves no doubt behind,
    /// if it is still allowed to say so. It tells the model nothing: whoever carries the run on makes the call.
    private static EffectState unsent(EffectRun run, Function<EffectRun, EffectState> work) {
        try {
            return work.apply(run);
        } catch (ControlFlow.Disowned e) {
            throw run.sent() ? e : new Unsent(e);
        } catch (JournalUnavailable e) {
            throw run.sent() ? e : new Unsent(e.leaving());
        }
    }

    /// Nothing left this process.
    private static final class Unsent extends RuntimeException {
        private final RuntimeException left;

        Unsent(RuntimeException left) {
            super(left.getMessage(), left, false, false);
            this.left = left;
        }

        RuntimeException left() {
            return left;
        }
    }

    private ToolResult recorded(Asked asked, Span span, EffectKey key, EffectState state) {
        ToolResult result = asked.result(Wording.of(state), Settlement.status(state), Source.LEDGER);
        asked.bench().journal().append(asked.done(result, key.hash(), 0));
        span.close(result);
        return result;
    }

    private long millis(long began) {
        return tools.time().since(began).toMillis();
    }
}
