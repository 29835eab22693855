package dev.belay.ledger.doubt;

import dev.belay.exchange.Caller;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.ledger.LedgerUnavailable;
import dev.belay.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Doubts as PostgreSQL knows them.
@ApplicationScoped
class StoredDoubts implements Doubts {
    private static final String IN_DOUBT = "IN_DOUBT";

    private final DoubtTable table;
    private final Journals journals;

    StoredDoubts(Database database, Journals journals) {
        this.table = new DoubtTable(database);
        this.journals = journals;
    }

    @Override
    public List<Doubt> list(Caller caller, int limit) {
        try {
            return table.list(caller, limit);
        } catch (SQLException e) {
            throw away(e);
        }
    }

    @Override
    public Optional<Doubt> find(String key, Caller caller) {
        try {
            return table.find(key, caller)
                    .filter(found -> found.state().equals(IN_DOUBT))
                    .map(DoubtTable.Found::doubt);
        } catch (SQLException e) {
            throw away(e);
        }
    }

    @Override
    public Settled settle(String key, Caller caller, Finding finding) {
        try {
            Optional<DoubtTable.Found> found = table.find(key, caller);
            if (found.isEmpty()) {
                return new Settled.Unknown();
            }
            if (!caller.may(Caller.Scope.APPROVE)) {
                return new Settled.Forbidden();
            }
            return settle(found.get(), caller, finding);
        } catch (SQLException e) {
            throw away(e);
        }
    }

    private Settled settle(DoubtTable.Found found, Caller caller, Finding finding) throws SQLException {
        Doubt doubt = found.doubt();
        if (!found.state().equals(IN_DOUBT)) {
            return new Settled.Already(found.state());
        }
        Optional<Integer> left = table.settle(doubt, finding, caller.id(), fact(doubt, finding));
        if (left.isPresent()) {
            return new Settled.Known(doubt.run().id(), left.get());
        }
        String now =
                table.find(doubt.key(), caller).map(DoubtTable.Found::state).orElse(IN_DOUBT);
        return now.equals(IN_DOUBT) ? new Settled.AtWork(doubt.run().id()) : new Settled.Already(now);
    }

    /// The journal's latest word on the call, corrected.
    private Entry.ToolDone fact(Doubt doubt, Finding finding) {
        for (Entry entry : journals.read(doubt.run().id(), 0).reversed()) {
            if (entry.fact() instanceof Entry.ToolDone done && doubt.key().equals(done.ledgerKey())) {
                ToolResult before = done.result();
                var status = finding.happened() ? ToolResult.Status.OK : ToolResult.Status.ERROR;
                var result = new ToolResult(
                        before.callId(), before.tool(), finding.text(), status, ToolResult.Source.LEDGER);
                return new Entry.ToolDone(done.decision(), result, done.effectClass(), done.ledgerKey(), 0);
            }
        }
        return null;
    }

    private static LedgerUnavailable away(SQLException e) {
        return new LedgerUnavailable("the effect ledger does not answer", e);
    }
}
