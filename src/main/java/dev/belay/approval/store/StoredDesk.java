package dev.belay.approval.store;

import dev.belay.approval.Approval;
import dev.belay.approval.ApprovalDesk;
import dev.belay.exchange.Caller;
import dev.belay.journal.JournalUnavailable;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The desk on the tables.
final class StoredDesk implements ApprovalDesk {
    private static final int LONGEST_PAGE = 200;

    private final DeskTable table;
    private final Decisions decisions;

    StoredDesk(DeskTable table, Decisions decisions) {
        this.table = table;
        this.decisions = decisions;
    }

    @Override
    public Page list(Caller reviewer, Filter filter) {
        if (isNoId(filter.before()) || isNoId(filter.runId())) {
            return new Page(List.of(), null);
        }
        int limit = Math.clamp(filter.limit(), 1, LONGEST_PAGE);
        String own = reviewer.may(Caller.Scope.APPROVE) ? null : reviewer.id();
        List<Approval> found = asked(() -> table.list(own, filter, limit + 1)).stream()
                .map(stored -> seenBy(reviewer, stored.approval()))
                .toList();
        boolean more = found.size() > limit;
        List<Approval> page = more ? found.subList(0, limit) : found;
        return new Page(List.copyOf(page), more ? page.getLast().id() : null);
    }

    @Override
    public Optional<Approval> show(Caller reviewer, String id) {
        if (isNoId(id)) {
            return Optional.empty();
        }
        UUID key = UUID.fromString(id);
        return asked(() -> table.show(key))
                .filter(shown -> Decisions.visible(reviewer, shown.stored()))
                .map(shown -> Dossiers.complete(shown.stored(), shown.request(), asked(() -> table.votes(key))))
                .map(approval -> seenBy(reviewer, approval));
    }

    @Override
    public Decision decide(Caller reviewer, String id, Verdict verdict) {
        return isNoId(id)
                ? new Decision.Unknown(id)
                : asked(() -> decisions.decide(reviewer, UUID.fromString(id), verdict));
    }

    @Override
    public Statistics statistics() {
        return asked(table::statistics);
    }

    /// Whoever cannot decide does not read here what has yet to be decided: an answer comes from its run.
    private static Approval seenBy(Caller reviewer, Approval approval) {
        Approval.Proposed proposed = approval.proposed();
        if (proposed.kind() != Approval.Kind.ANSWER || reviewer.may(Caller.Scope.APPROVE)) {
            return approval;
        }
        var covered = new Approval.Proposed(
                proposed.kind(), null, null, null, proposed.hash(), proposed.editedBy(), proposed.risk());
        return new Approval(
                approval.id(),
                approval.origin(),
                covered,
                approval.standing(),
                approval.callerId(),
                approval.dossier());
    }

    /// Whether it is given, and cannot be the id of anything.
    private static boolean isNoId(String id) {
        try {
            return id != null && !UUID.fromString(id).toString().equalsIgnoreCase(id);
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    private static <T> T asked(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw new JournalUnavailable("approvals could not be read or written", e);
        }
    }

    @FunctionalInterface
    private interface Query<T> {
        T run() throws SQLException;
    }
}
