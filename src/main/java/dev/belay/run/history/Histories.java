package dev.belay.run.history;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.Journals;
import dev.belay.journal.Standing;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/// Forks and rewinds runs. What is decided here is written down in one statement and taken up by whichever process
/// finds it first. All methods throw [JournalUnavailable] if the database did not answer.
@ApplicationScoped
public class Histories {
    private final HistoryTable table;
    private final Journals journals;
    private final EffectLedger ledger;
    private final Compensations compensations;
    private final Ids ids;

    @Inject
    public Histories(Database database, Journals journals, EffectLedger ledger, Compensations compensations, Ids ids) {
        this.table = new HistoryTable(database);
        this.journals = journals;
        this.ledger = ledger;
        this.compensations = compensations;
        this.ids = ids;
    }

    /// Begins a run that shares the past of another, up to and including an entry. What that past did is answered from
    /// the ledger.
    public Turn fork(String runId, Caller caller, ForkWish wish) {
        try {
            Optional<HistoryTable.Past> found = find(runId, caller);
            if (found.isEmpty()) {
                return new Turn.Unknown();
            }
            HistoryTable.Past from = found.get();
            if (from.request() == null) {
                return new Turn.NoJournal();
            }
            List<Entry> entries = journals.read(runId, 0);
            return Standing.whole(entries, wish.seq())
                    ? forked(from, caller, wish)
                    : new Turn.NotWhole(nearest(entries, wish.seq()));
        } catch (SQLException e) {
            throw away(e);
        }
    }

    private Turn forked(HistoryTable.Past from, Caller caller, ForkWish wish) throws SQLException {
        String id = ids.run();
        String message = wish.seq() == 0 ? null : wish.message();
        var fact =
                new Entry.Forked(from.id().toString(), wish.seq(), wish.asks(), message, table.undone(from.rootId()));
        if (table.fork(id, from, request(from.request(), wish), caller, wish, fact)) {
            return new Turn.Begun(id, List.of());
        }
        Optional<HistoryTable.Keyed> twin =
                wish.key() == null ? Optional.empty() : table.byKey(caller.id(), wish.key());
        return twin.<Turn>map(other -> wish.bodyHash().equals(other.bodyHash())
                        ? new Turn.Begun(other.id(), List.of())
                        : new Turn.KeyReused(other.id()))
                .orElseGet(() -> new Turn.Busy(from.state()));
    }

    private static Request request(Request other, ForkWish wish) {
        Request.Way way = other.way();
        Request.Terms terms = other.terms();
        Request.Conversation said = other.conversation();
        List<Message> messages =
                wish.seq() == 0 && wish.message() != null ? replaced(said.messages(), wish.message()) : said.messages();
        return new Request(
                said.withMessages(messages),
                other.tools(),
                wish.tierOrder().isEmpty()
                        ? way
                        : new Request.Way(
                                way.policy(),
                                way.model(),
                                way.strategy(),
                                wish.tierOrder(),
                                way.mark().inOrder()),
                new Request.Terms(wish.deadline(), terms.budget(), Request.Durability.JOURNAL, null, null));
    }

    private static List<Message> replaced(List<Message> messages, String text) {
        List<Message> changed = new ArrayList<>(messages);
        for (int i = changed.size() - 1; i >= 0; i--) {
            if (changed.get(i) instanceof Message.User) {
                changed.set(i, new Message.User(text).saidBy(changed.get(i).speaker()));
                return changed;
            }
        }
        changed.add(new Message.User(text));
        return changed;
    }

    /// Has a run go back to an entry, after what it did since is undone in reverse order.
    public Turn rewind(String runId, Caller caller, RewindWish wish) {
        try {
            Optional<HistoryTable.Past> found = find(runId, caller);
            if (found.isEmpty()) {
                return new Turn.Unknown();
            }
            HistoryTable.Past run = found.get();
            if (run.request() == null) {
                return new Turn.NoJournal();
            }
            return switch (run.state().kind()) {
                case LIVE -> new Turn.Busy(run.state());
                case RESTING, FINAL -> rewound(run, caller, wish);
            };
        } catch (SQLException e) {
            throw away(e);
        }
    }

    private Turn rewound(HistoryTable.Past run, Caller caller, RewindWish wish) throws SQLException {
        String id = run.id().toString();
        List<Entry> entries = journals.read(id, 0);
        if (!Standing.whole(entries, wish.seq())) {
            return new Turn.NotWhole(nearest(entries, wish.seq()));
        }
        List<Undo> plan = plan(run, entries, caller, wish);
        if (plan.stream().anyMatch(undo -> !undo.possible())) {
            return new Turn.Stuck(plan);
        }
        if (!plan.isEmpty() && !wish.compensate()) {
            return new Turn.Unconfirmed(plan);
        }
        if (table.rewind(run, caller.id(), wish, entries.size(), !plan.isEmpty())) {
            return new Turn.Begun(id, plan);
        }
        List<Undo> meanwhile = plan(run, entries, caller, wish);
        return meanwhile.stream().anyMatch(undo -> !undo.possible())
                ? new Turn.Stuck(meanwhile)
                : new Turn.Busy(run.state());
    }

    private List<Undo> plan(HistoryTable.Past run, List<Entry> entries, Caller caller, RewindWish wish)
            throws SQLException {
        List<EffectLedger.Effect> effects = ledger.effects(run.rootId().toString());
        return new Effects(run.id().toString(), entries, effects)
                .plan(wish.seq(), compensations, caller, table.others(run.id()));
    }

    /// The nearest entries before and after this one with which a run can begin anew.
    private static List<Long> nearest(List<Entry> entries, long seq) {
        List<Long> nearest = new ArrayList<>();
        LongStream.iterate(Math.min(seq - 1, entries.size()), at -> at >= 0, at -> at - 1)
                .filter(at -> Standing.whole(entries, at))
                .findFirst()
                .ifPresent(nearest::add);
        LongStream.rangeClosed(Math.max(0, seq + 1), entries.size())
                .filter(at -> Standing.whole(entries, at))
                .findFirst()
                .ifPresent(nearest::add);
        return nearest;
    }

    private Optional<HistoryTable.Past> find(String runId, Caller caller) throws SQLException {
        try {
            return table.find(UUID.fromString(runId), caller.id());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static JournalUnavailable away(SQLException e) {
        return new JournalUnavailable("the past of a run could not be read or written", e);
    }
}
