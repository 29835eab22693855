package dev.belay.gateway.shadow;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.ToolResult;
import dev.belay.run.shadow.ShadowJournals.ShadowJournal;
import dev.belay.tier.Passage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What the tiers of a shadow write on. No call acts here: one that the run made too gets the run's result, one that
/// only reads may be made, and at any other the shadow ends. Thread-safe.
final class ShadowPassage implements Passage {
    private static final String READS = "PURE";

    private final ShadowJournal journal;
    private final Scopes.Scope scope;
    private final Replay replay;
    private final boolean reads;
    private final AtomicInteger attempts = new AtomicInteger();
    private Usage used = Usage.NONE;
    private volatile boolean stopped;

    /// @param reads whether tools that only read are called
    ShadowPassage(ShadowJournal journal, Scopes.Scope scope, Replay replay, boolean reads) {
        this.journal = journal;
        this.scope = scope;
        this.replay = replay;
        this.reads = reads;
    }

    @Override
    public boolean aside() {
        return true;
    }

    @Override
    public ToolResult instead(Act act) {
        ToolResult recorded = replay.next(act.tool(), act.arguments());
        if (recorded == null && !(reads && act.effectClass().equals(READS))) {
            throw end(act);
        }
        return recorded;
    }

    /// Asked for what acts, or would ask a person: nothing that is made here may.
    @Override
    public void permit(Act act, Cancellation attempt) {
        throw end(act);
    }

    private ControlFlow.Cancelled end(Act act) {
        stopped = true;
        return new ControlFlow.Cancelled("a shadow does not call " + act.tool());
    }

    /// Whether it ended at a call that the run did not make.
    boolean stopped() {
        return stopped;
    }

    /// Everything it has used.
    synchronized Usage used() {
        return used;
    }

    private synchronized void add(Usage more) {
        used = used.plus(more);
    }

    @Override
    public Attempt begin(String tier, int index) {
        int number = attempts.incrementAndGet();
        journal.began(tier, number);
        var started = new BelayEvent.AttemptStarted(journal.id(), tier, number, index, 0);
        return new Try(tier, number, scope.open(started));
    }

    @Override
    public void settle() {}

    @Override
    public void fell(String tier, Failure failure, String next) {
        journal.fell(tier, failure, next);
        scope.announce(new BelayEvent.TierFell(journal.id(), tier, failure, next));
    }

    private final class Try implements Attempt {
        private final String tier;
        private final int number;
        private final Scopes.Scope attempt;
        private final AtomicBoolean over = new AtomicBoolean();

        private Try(String tier, int number, Scopes.Scope attempt) {
            this.tier = tier;
            this.number = number;
            this.attempt = attempt;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public Scopes.Scope scope() {
            return attempt;
        }

        @Override
        public void held(boolean degraded, Usage usage, int toolCalls) {
            close(null, usage, toolCalls, false);
        }

        @Override
        public void failed(Failure failure, Usage usage, int toolCalls) {
            close(failure, usage, toolCalls, false);
        }

        @Override
        public void gaveUp(Failure failure, Usage usage, int toolCalls) {
            close(failure, usage, toolCalls, true);
        }

        private void close(Failure failure, Usage usage, int toolCalls, boolean gaveUp) {
            if (over.compareAndSet(false, true)) {
                add(usage);
                attempt.close(
                        new BelayEvent.AttemptEnded(journal.id(), tier, number, failure, usage, toolCalls, gaveUp));
            }
        }
    }
}
