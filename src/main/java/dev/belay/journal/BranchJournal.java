package dev.belay.journal;

import dev.belay.exchange.message.Message;
import java.util.List;
import java.util.function.LongConsumer;

/// A run's journal as one of its branches sees and writes it: what all share, and its own. What it writes counts for it
/// alone until the run goes on in it; from then on it writes as the run does.
///
/// Places in [#entries()] are those of the run's journal: what other branches wrote stays there, folded.
final class BranchJournal implements RunJournal {
    private final RunJournal run;
    private final int number;

    BranchJournal(RunJournal run, int number) {
        this.run = run;
        this.number = number;
    }

    @Override
    public String runId() {
        return run.runId();
    }

    @Override
    public Entry append(Entry.Fact fact) {
        if (Standing.taken(run.entries()).contains(number)) {
            return run.append(fact);
        }
        Entry folded = run.append(new Entry.InBranch(number, fact));
        return new Entry(folded.seq(), folded.at(), fact);
    }

    /// What came of an effect happened to the run.
    @Override
    public Entry appendWith(Entry.Fact fact, LongConsumer write) {
        return run.appendWith(fact, write);
    }

    @Override
    public List<Entry> entries() {
        return Standing.unfolded(run.entries(), number);
    }

    @Override
    public List<Message> transcript() {
        return Transcripts.transcript(entries());
    }

    @Override
    public OpenDecision openDecision() {
        return Transcripts.openDecision(entries());
    }

    @Override
    public boolean durable() {
        return run.durable();
    }

    @Override
    public long fence() {
        return run.fence();
    }

    /// The run's journal stays open.
    @Override
    public void close() {}
}
