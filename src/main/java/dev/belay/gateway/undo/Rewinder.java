package dev.belay.gateway.undo;

import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Request;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.run.LiveRun;
import dev.belay.run.history.Compensations;
import dev.belay.run.history.Rewinding;
import dev.belay.run.history.Undo;
import dev.belay.run.takeover.Taken;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.undo.Compensator;
import dev.belay.tool.undo.Where;
import jakarta.inject.Singleton;
import java.util.List;

/// Takes a run back, one effect after the other, newest first.
@Singleton
public final class Rewinder {
    private final Compensations compensations;
    private final Compensator compensator;
    private final EffectLedger ledger;
    private final Database database;
    private final Time time;

    public Rewinder(
            Compensations compensations, Compensator compensator, EffectLedger ledger, Database database, Time time) {
        this.compensations = compensations;
        this.compensator = compensator;
        this.ledger = ledger;
        this.database = database;
        this.time = time;
    }

    /// @return what is to be done before the run goes on, or `null` if it does not go back
    public Runnable of(LiveRun run, Taken taken) {
        Rewinding rewinding = Rewinding.of(run, taken, ledger, database);
        return rewinding == null ? null : () -> rewind(rewinding, run, taken);
    }

    /// @throws ControlFlow.NeedsHuman if the run is to rest, or something could not be undone
    private void rewind(Rewinding rewinding, LiveRun run, Taken taken) {
        if (!rewinding.back()) {
            run.settle();
            undo(rewinding, run, taken);
            rewinding.finish();
        }
        if (!rewinding.resume()) {
            throw new ControlFlow.NeedsHuman(
                    "the run is back at entry " + rewinding.to() + " and waits to be resumed", null);
        }
    }

    private void undo(Rewinding rewinding, LiveRun run, Taken taken) {
        List<Undo> left = rewinding.left(compensations, taken.caller());
        List<String> others = left.isEmpty() ? List.of() : rewinding.others();
        if (!others.isEmpty()) {
            throw new ControlFlow.NeedsHuman(
                    "nothing more is undone: run " + others.getFirst() + " has the same past and can go on", null);
        }
        Where where = where(run, taken);
        for (Undo undo : left) {
            run.cancellation().check();
            if (!undo.possible()) {
                throw new ControlFlow.NeedsHuman(undo.tool() + " cannot be undone: " + undo.obstacle(), undo.tool());
            }
            compensator.undo(undo.effect(), undo.tool(), undo.call(), where);
        }
    }

    private Where where(LiveRun run, Taken taken) {
        Caller caller = taken.caller();
        Request.Way way = taken.request().way();
        String policy = way.model() == null ? way.policy() : way.model();
        return new Where(
                new ToolDoor.Owner(run.id(), run.rootId(), caller, policy),
                Deadline.after(taken.left(), time.ticker()),
                run.cancellation(),
                run.journal(),
                run.scope());
    }
}
