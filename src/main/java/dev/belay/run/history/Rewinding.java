package dev.belay.run.history;

import dev.belay.exchange.Caller;
import dev.belay.journal.Entry;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Database;
import dev.belay.run.LiveRun;
import dev.belay.run.takeover.Taken;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// A rewind that this process carries out, or goes on with where another one died: what is left to do is read from the
/// journal and the ledger each time. Used by one thread.
public final class Rewinding {
    private final LiveRun run;
    private final Taken.Rewind rewind;
    private final EffectLedger ledger;
    private final HistoryTable table;

    Rewinding(LiveRun run, Taken.Rewind rewind, EffectLedger ledger, HistoryTable table) {
        this.run = run;
        this.rewind = rewind;
        this.ledger = ledger;
        this.table = table;
    }

    /// @return `null` if the run is not to go back, or has done so
    public static Rewinding of(LiveRun run, Taken taken, EffectLedger ledger, Database database) {
        if (taken.rewind() == null) {
            return null;
        }
        Rewinding rewinding = new Rewinding(run, taken.rewind(), ledger, new HistoryTable(database));
        return rewinding.over() ? null : rewinding;
    }

    /// Whether the run is back, and has rested or gone on since.
    private boolean over() {
        return back() && (rewind.resume() || since().anyMatch(fact -> fact instanceof Entry.Ended));
    }

    /// Whether everything is undone, and the journal says that the run is back.
    public boolean back() {
        return run.journal().entries().stream().anyMatch(this::marks);
    }

    private boolean marks(Entry entry) {
        return entry.seq() > rewind.from() && entry.fact() instanceof Entry.Rewound;
    }

    private java.util.stream.Stream<Entry.Fact> since() {
        return run.journal().entries().stream()
                .dropWhile(entry -> !marks(entry))
                .map(Entry::fact);
    }

    public long to() {
        return rewind.to();
    }

    public boolean resume() {
        return rewind.resume();
    }

    /// What is left to undo, in this order.
    public List<Undo> left(Compensations compensations, Caller caller) {
        return new Effects(run.id(), run.journal().entries(), ledger.effects(run.rootId()))
                .left(rewind.to(), rewind.from(), compensations, caller);
    }

    /// Runs of the tree that can still go on and would believe that what is undone stands.
    public List<String> others() {
        try {
            return table.others(UUID.fromString(run.id()));
        } catch (SQLException e) {
            throw Histories.away(e);
        }
    }

    /// Writes down that the run is back.
    public void finish() {
        try {
            List<String> undone = table.undone(UUID.fromString(run.rootId()));
            run.journal().append(new Entry.Rewound(rewind.to(), undone));
        } catch (SQLException e) {
            throw Histories.away(e);
        }
    }
}
