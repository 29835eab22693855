package dev.belay.run;

import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.vote.Ballot;
import dev.belay.exchange.vote.Votes;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.EffectLedger;
import dev.belay.run.follow.Audience;
import dev.belay.run.follow.Departure;
import dev.belay.run.shadow.Recorded;
import dev.belay.run.vote.VoteBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A run that this process works on: everything that is written down and announced about it goes through here.
/// Thread-safe. Opened by [RunRegistry], ended exactly once by [#end].
public final class LiveRun {
    private final RunRecord.Head head;
    private final String bodyHash;
    private final RunJournal journal;
    private final Scopes.Scope scope;
    private final EffectLedger ledger;
    private final Ends ends;
    private final Cancellation cancellation = new Cancellation();
    private final Audience audience;
    private final AtomicInteger attempts;
    private final AtomicInteger branches;
    private final Departure departure = new Departure(cancellation);
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<RunRecord> ended = new CompletableFuture<>();

    /// @param bodyHash hash of what the caller sent, or `null`
    /// @param kept whether the run goes on when nobody waits for it
    LiveRun(RunRecord.Head head, String bodyHash, boolean kept, Books books, Ends ends) {
        this.head = head;
        this.bodyHash = bodyHash;
        this.journal = books.journal();
        this.scope = books.scope();
        this.ledger = books.ledger();
        this.ends = ends;
        this.audience = new Audience(departure, kept, reason -> ends.stopped(this, reason));
        this.attempts = new AtomicInteger(Told.attempts(journal.entries()));
        this.branches = new AtomicInteger(Told.branches(journal.entries()));
    }

    /// Where a run's doings are written down and announced.
    record Books(RunJournal journal, Scopes.Scope scope, EffectLedger ledger) {}

    String bodyHash() {
        return bodyHash;
    }

    public String id() {
        return head.id();
    }

    public String rootId() {
        return head.rootId();
    }

    public RunJournal journal() {
        return journal;
    }

    /// The run's node in the trace.
    public Scopes.Scope scope() {
        return scope;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /// Who waits for the run here.
    public Audience audience() {
        return audience;
    }

    /// Whether this process leaves the run to another.
    public Departure departure() {
        return departure;
    }

    /// Completed when this process no longer works on the run; never exceptionally.
    public CompletableFuture<Void> gone() {
        return ended.handle((_, _) -> null);
    }

    /// The run goes on elsewhere: nothing is written about it here any more.
    public void abandon(String reason) {
        ending.set(true);
        departure.lost();
        if (ended.completeExceptionally(new ControlFlow.Disowned(reason))) {
            scope.close(new BelayEvent.RunEnded(id(), RunState.RUNNING, null, reason, usage(), attempts()));
            ends.leave(this);
        }
    }

    /// Counts, writes down and announces an attempt.
    ///
    /// @param index place of the tier in the whole chain, from 0
    /// @throws dev.belay.journal.JournalUnavailable if it could not be written; the attempt may not be made then
    public Attempt begin(String tier, int index) {
        return begin(journal, tier, index);
    }

    private Attempt begin(RunJournal line, String tier, int index) {
        int number = attempts.incrementAndGet();
        int carriedOver = Told.results(line.entries());
        write(() -> line.append(new Entry.AttemptStarted(tier, number, carriedOver)));
        var started = new BelayEvent.AttemptStarted(id(), tier, number, index, carriedOver);
        return new Attempt(line, tier, number, scope.open(started));
    }

    /// Waits until no effect of the run is under way.
    ///
    /// @throws dev.belay.ledger.LedgerUnavailable if that cannot be known; no tier may start then
    public void settle() {
        if (journal.durable()) {
            write(() -> ledger.awaitSettled(rootId(), journal));
        }
    }

    /// @param next the tier that follows, or `null`
    public void fell(String tier, Failure failure, String next) {
        write(() -> journal.append(new Entry.TierFell(tier, failure.reason(), failure.detail(), next)));
        scope.announce(new BelayEvent.TierFell(id(), tier, failure, next));
    }

    /// Parts a branch off, in which `tier` is tried: what is written on it counts for it alone until the run goes on
    /// in it.
    public Branch part(String tier, String why) {
        Branch branch = new Branch(branches.incrementAndGet(), tier);
        branch.came(BranchStage.STARTED, why);
        return branch;
    }

    /// A branch of before.
    public Branch branch(int number, String tier) {
        return new Branch(number, tier);
    }

    /// Where its votes stand.
    public Votes votes() {
        return VoteBook.votes(journal);
    }

    /// Writes down and announces what a vote came to.
    ///
    /// @param question what a person has to decide, or `null`
    /// @param said the answer where it is not that of one branch, or `null`
    public void voted(Ballot ballot, String question, Message.Assistant said) {
        write(() -> journal.append(new Entry.Voted(ballot, question, said)));
        scope.announce(new BelayEvent.Voted(id(), ballot, question != null));
    }

    /// Tier of the branch that the run has gone on in and has to stay in, or `null`.
    public String bound() {
        return Told.bound(journal.entries());
    }

    /// Writes down and announces what was chosen for the run.
    public void chose(Choice choice) {
        write(() -> journal.append(new Entry.Chosen(choice)));
        scope.announce(new BelayEvent.Chosen(id(), choice));
    }

    /// What `by` chose for the run, here or where it was worked on before; `null` if it did not.
    public Choice chosen(String by) {
        return Told.chosen(journal.entries(), by);
    }

    /// A journaled run cannot go on without its database, and need not fail for that: it is left as it stands in the
    /// journal, to be carried on when the database is back.
    private void write(Runnable write) {
        try {
            write.run();
        } catch (JournalUnavailable e) {
            throw e.leaving();
        }
    }

    /// Everything the run has used so far, failed attempts included.
    public Usage usage() {
        return Told.usage(journal.entries());
    }

    /// The calls made up to now and what came of them; read when it is asked for.
    public Supplier<Recorded> recorded() {
        List<Entry> entries = journal.entries();
        return () -> Recorded.of(entries);
    }

    /// Tiers that fell and are not tried again when the run is taken up.
    public List<String> fallen() {
        return Told.fallen(journal.entries());
    }

    public int attempts() {
        return attempts.get();
    }

    /// Whether an effect was begun, after which the caller must not try again by itself.
    ///
    /// @throws dev.belay.ledger.LedgerUnavailable if that cannot be known
    public boolean effectsStarted() {
        return journal.durable() && !ledger.effects(rootId()).isEmpty();
    }

    /// Ends the run. A journaled run's end is committed when this returns; a summary of any other is written
    /// afterwards, without making anybody wait.
    ///
    /// @throws dev.belay.journal.JournalUnavailable if the end could not be committed. The caller may not hear the
    ///     outcome then; writing is tried again until it succeeds, and whoever attaches to the run hears it
    /// @throws ControlFlow.Disowned if another process works on the run now; [#abandon] it then
    public RunRecord end(Outcome outcome) {
        if (!ending.compareAndSet(false, true)) {
            throw new IllegalStateException("run " + id() + " has ended already");
        }
        Instant now = ends.now();
        RunRecord record = new RunRecord(
                new RunRecord.Head(
                        head.id(),
                        head.rootId(),
                        head.callerId(),
                        head.strategy(),
                        head.policy(),
                        head.session(),
                        new RunRecord.Times(head.times().startedAt(), now)),
                outcome.state(),
                outcome,
                usage(),
                attempts());
        ends.write(this, record);
        return record;
    }

    /// The end is known and, for a journaled run, written.
    void announceEnd(RunRecord record) {
        Answer answer = record.answer();
        scope.close(new BelayEvent.RunEnded(
                id(),
                record.state(),
                answer == null ? null : answer.provenance().tier(),
                Told.reason(record.outcome()),
                record.usage(),
                record.attempts()));
        ended.complete(record);
    }

    /// Waits for the end.
    ///
    /// @return empty if the run is still live after `timeout`, or goes on elsewhere
    public Optional<RunRecord> await(Duration timeout) {
        try {
            return Optional.of(ended.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException _) {
            return Optional.empty();
        }
    }

    /// The run as it is now.
    public RunRecord record() {
        RunRecord end = ended.isCompletedExceptionally() ? null : ended.getNow(null);
        return end != null ? end : new RunRecord(head, RunState.RUNNING, null, usage(), attempts());
    }

    /// One try of one tier. The first call of [#held], [#failed] or [#gaveUp] counts; a thread that comes later,
    /// because its attempt was given up meanwhile, changes nothing.
    public final class Attempt {
        private final RunJournal line;
        private final String tier;
        private final int number;
        private final Scopes.Scope attemptScope;
        private final AtomicBoolean over = new AtomicBoolean();

        private Attempt(RunJournal line, String tier, int number, Scopes.Scope attemptScope) {
            this.line = line;
            this.tier = tier;
            this.number = number;
            this.attemptScope = attemptScope;
        }

        public int number() {
            return number;
        }

        public Scopes.Scope scope() {
            return attemptScope;
        }

        /// @param usage what the attempt used in all
        public void held(boolean degraded, Usage usage, int toolCalls) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            try {
                write(() -> line.append(new Entry.TierHeld(tier, degraded)));
                attemptScope.announce(new BelayEvent.TierHeld(id(), tier, degraded));
            } finally {
                close(null, usage, toolCalls, false);
            }
        }

        /// @param usage what the attempt used in all, for nothing
        public void failed(Failure failure, Usage usage, int toolCalls) {
            if (over.compareAndSet(false, true)) {
                close(failure, usage, toolCalls, false);
            }
        }

        /// It neither answered nor fell, because the run stopped or went on elsewhere.
        ///
        /// @param failure what is closest
        /// @param usage what the attempt used in all
        public void gaveUp(Failure failure, Usage usage, int toolCalls) {
            if (over.compareAndSet(false, true)) {
                close(failure, usage, toolCalls, true);
            }
        }

        private void close(Failure failure, Usage usage, int toolCalls, boolean stopped) {
            BelayEvent.Words words = Told.words(line.entries(), tier, number);
            attemptScope.close(
                    new BelayEvent.AttemptEnded(id(), tier, number, failure, usage, toolCalls, stopped, words));
        }
    }

    /// One of the ways that the run goes at once.
    public final class Branch {
        private final int number;
        private final String tier;

        private Branch(int number, String tier) {
            this.number = number;
            this.tier = tier;
        }

        public int number() {
            return number;
        }

        /// As [LiveRun#begin(String, int)], for this branch.
        public Attempt begin(int index) {
            return LiveRun.this.begin(journal.branch(number), tier, index);
        }

        /// Writes down and announces what became of it.
        public void came(BranchStage stage, String why) {
            write(() -> journal.append(new Entry.Branched(number, tier, stage, why)));
            scope.announce(new BelayEvent.Branched(id(), number, tier, stage, why));
        }
    }

    /// Writes down how runs end.
    interface Ends {
        Instant now();

        void write(LiveRun run, RunRecord record);

        /// Nobody waits for the run any more.
        void stopped(LiveRun run, String reason);

        /// This process no longer works on the run.
        void leave(LiveRun run);
    }
}
