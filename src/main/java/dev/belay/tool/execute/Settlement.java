package dev.belay.tool.execute;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.journal.Entry;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectState;
import dev.belay.ledger.LedgerUnavailable;
import dev.belay.platform.Pause;
import dev.belay.platform.Workers;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Wording;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Writes outcomes of effects into ledger and journal.
final class Settlement {
    private static final Logger LOG = Logger.getLogger(Settlement.class);
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration BETWEEN_LATER_TRIES = Duration.ofSeconds(2);

    private final EffectLedger ledger;
    private final Workers workers;
    private final Pause pause;

    Settlement(EffectLedger ledger, Workers workers, Pause pause) {
        this.ledger = ledger;
        this.workers = workers;
        this.pause = pause;
    }

    static Status status(EffectState state) {
        return switch (state) {
            case EffectState.Done _ -> Status.OK;
            case EffectState.Failed _, EffectState.Superseded _ -> Status.ERROR;
            case EffectState.InDoubt _, EffectState.Started _, EffectState.Intended _ -> Status.IN_DOUBT;
        };
    }

    /// What happened cannot be undone, so a database that is away for a moment is asked again.
    ///
    /// @throws LedgerUnavailable if it stays away; the effect is then still `STARTED` for everybody else, and its
    ///     outcome is written as soon as the database is back
    ToolResult settle(Asked asked, EffectLedger.Hold hold, EffectState outcome, long millis) {
        ToolResult result = asked.result(Wording.of(outcome), status(outcome), Source.EXECUTED);
        Entry.ToolDone fact = asked.done(result, hold.key().hash(), millis);
        write(
                asked,
                hold.key(),
                outcome.name(),
                () -> ledger.settle(hold, outcome, asked.bench().journal(), fact));
        return result;
    }

    /// Gives an effect back of which nothing was done: its tool stopped to ask a person, or its process lost the run.
    ///
    /// @throws LedgerUnavailable as [#settle]
    void release(Asked asked, EffectLedger.Hold hold, EffectLedger.Intent intent, String why) {
        write(asked, intent.key(), "not begun", () -> ledger.release(hold, intent, why));
    }

    /// Leaves an adopted effect to whoever adopts it next: nothing was found out about it here.
    ///
    /// @throws LedgerUnavailable as [#settle]
    void leave(Asked asked, EffectLedger.Hold hold) {
        write(
                asked,
                hold.key(),
                "left as it was found",
                () -> ledger.leave(hold, asked.bench().journal()));
    }

    private void write(Asked asked, EffectKey key, String outcome, Runnable write) {
        Duration backoff = FIRST_BACKOFF;
        for (int attempt = 1; ; attempt++) {
            try {
                write.run();
                return;
            } catch (ControlFlow.Disowned e) {
                LOG.warnf(
                        "the outcome of effect %s of tool %s (%s) was refused: another process works on its run",
                        key.hash(), asked.tool().name(), outcome);
                asked.bench()
                        .scope()
                        .announce(new BelayEvent.WriteRefused(
                                asked.bench().owner().runId()));
                throw e;
            } catch (LedgerUnavailable e) {
                if (attempt == ATTEMPTS) {
                    workers.start(() -> writeWhenBack(asked, key, outcome, write));
                    throw e;
                }
                pause.await(backoff, new Cancellation());
                backoff = backoff.multipliedBy(2);
            }
        }
    }

    /// Goes on when nobody waits any more: the run may be over, and this process alone knows what happened.
    private void writeWhenBack(Asked asked, EffectKey key, String outcome, Runnable write) {
        LOG.errorf(
                "effect %s of tool %s is %s, which cannot be written and is tried again until it is",
                key.hash(), asked.tool().name(), outcome);
        while (true) {
            pause.await(BETWEEN_LATER_TRIES, new Cancellation());
            try {
                write.run();
                LOG.infof(
                        "effect %s of tool %s is written",
                        key.hash(), asked.tool().name());
                return;
            } catch (LedgerUnavailable _) {
                LOG.debugf("effect %s is still not written", key.hash());
            } catch (ControlFlow.Disowned _) {
                LOG.warnf("effect %s belongs to another process by now", key.hash());
                return;
            } catch (IllegalStateException e) {
                LOG.warnf("effect %s has another outcome by now: %s", key.hash(), e.getMessage());
                return;
            }
        }
    }

    /// Corrects the record of an effect in doubt. If that cannot be done any more, it stays in doubt, which is
    /// true.
    void settleLate(Asked asked, EffectLedger.Hold hold, EffectState outcome, long millis) {
        try {
            settle(asked, hold, outcome, millis);
            LOG.infof(
                    "effect %s of tool %s was in doubt and is %s",
                    hold.key().hash(), asked.tool().name(), outcome.name());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "effect %s of tool %s ended late as %s, but that could not be written: %s",
                    hold.key().hash(),
                    asked.tool().name(),
                    outcome.name(),
                    e.getClass().getName());
        }
    }
}
