package dev.belay.tier.agent;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.RunJournal;
import dev.belay.journal.Standing;
import dev.belay.model.ModelDoor;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// A run's journal as one attempt may write it. When the attempt is given up it is closed, and nothing that its
/// thread still thinks of gets between the entries of the next attempt; only the outcome of an effect that had
/// begun is always taken, because it happened.
///
/// It also adds up what the attempt used. Thread-safe.
final class AttemptJournal implements RunJournal, ModelDoor.Meter {
    private static final Logger LOG = Logger.getLogger(AttemptJournal.class);

    private final RunJournal run;
    private Usage decided = Usage.NONE;
    private Usage wasted = Usage.NONE;
    private int toolCalls;
    private Running running;
    private boolean closed;

    AttemptJournal(RunJournal run) {
        this.run = run;
    }

    @Override
    public String runId() {
        return run.runId();
    }

    /// @throws ControlFlow.Cancelled if the attempt was given up and `fact` is not the outcome of an effect
    @Override
    public synchronized Entry append(Entry.Fact fact) {
        if (closed && !outcomeOfEffect(fact)) {
            throw new ControlFlow.Cancelled("the attempt was given up");
        }
        Entry entry = run.append(fact);
        count(fact);
        return entry;
    }

    @Override
    public synchronized Entry appendWith(Entry.Fact fact, LongConsumer write) {
        Entry entry = run.appendWith(fact, write);
        count(fact);
        return entry;
    }

    @Override
    public List<Entry> entries() {
        return Standing.unfolded(run.entries());
    }

    @Override
    public List<Message> transcript() {
        return run.transcript();
    }

    @Override
    public OpenDecision openDecision() {
        return run.openDecision();
    }

    @Override
    public boolean durable() {
        return run.durable();
    }

    @Override
    public long fence() {
        return run.fence();
    }

    @Override
    public synchronized void running(String model, Supplier<Usage> used) {
        running = new Running(model, used);
    }

    /// Gives the attempt up. The run's own journal stays open. Returns after an append that is under way.
    @Override
    public synchronized void close() {
        closed = true;
    }

    /// Whether a model is being asked.
    synchronized boolean calling() {
        return running != null;
    }

    /// Gives the attempt up, and writes down what a call that is under way has used: it is paid for, and nobody will
    /// hear of it any more.
    synchronized void giveUp(String tier, String why) {
        closed = true;
        Running left = running;
        if (left == null) {
            return;
        }
        var failed = new Entry.ModelFailed(
                tier, left.model(), "cancelled", why, 0, left.used().get());
        count(failed);
        try {
            run.append(failed);
        } catch (JournalUnavailable | ControlFlow.Disowned e) {
            LOG.debugf("run %s: what a cancelled call used could not be written down", runId());
        }
    }

    /// @param used what it has used so far
    private record Running(String model, Supplier<Usage> used) {}

    synchronized Spent spent() {
        return new Spent(decided, decided.plus(wasted), toolCalls);
    }

    private void count(Entry.Fact fact) {
        switch (fact) {
            case Entry.Decision decision -> {
                decided = decided.plus(decision.usage());
                running = null;
            }
            case Entry.Correction correction -> {
                decided = decided.plus(correction.usage());
                running = null;
            }
            case Entry.Program program -> {
                decided = decided.plus(program.usage());
                running = null;
            }
            case Entry.ModelFailed failed -> {
                wasted = wasted.plus(failed.usage() == null ? Usage.NONE : failed.usage());
                running = null;
            }
            case Entry.ToolDone _ -> toolCalls++;
            case Entry.AttemptStarted _,
                    Entry.ProgramEnded _,
                    Entry.TierFell _,
                    Entry.TierHeld _,
                    Entry.PersonAsked _,
                    Entry.PersonDecided _,
                    Entry.Resumed _,
                    Entry.Forked _,
                    Entry.Undoing _,
                    Entry.Undone _,
                    Entry.Rewound _,
                    Entry.Sealed _,
                    Entry.Proposed _,
                    Entry.Released _,
                    Entry.InBranch _,
                    Entry.Branched _,
                    Entry.Chosen _,
                    Entry.Voted _,
                    Entry.Embedded _,
                    Entry.Ended _ -> {}
        }
    }

    /// What the ledger knew of another attempt's effect is not one: the next attempt asks the ledger itself.
    private static boolean outcomeOfEffect(Entry.Fact fact) {
        return fact instanceof Entry.ToolDone done
                && done.ledgerKey() != null
                && done.result().source() == ToolResult.Source.EXECUTED;
    }

    /// @param answer what the decisions used, corrections included
    /// @param all `answer`, and calls to models that brought nothing
    record Spent(Usage answer, Usage all, int toolCalls) {}
}
