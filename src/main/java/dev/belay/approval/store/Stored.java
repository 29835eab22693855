package dev.belay.approval.store;

import dev.belay.approval.Approval;
import dev.belay.approval.Approval.Kind;
import dev.belay.approval.Approval.State;
import dev.belay.approval.Risk;
import dev.belay.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A row of the table `approval`.
///
/// @param approval without dossier
/// @param callHash over tool and arguments as they were asked
/// @param late whether its time was over when the row was read, by the database's clock
record Stored(
        Approval approval, String ledgerKey, String callHash, int level, String answer, boolean late, String dossier) {
    static final String COLUMNS = """
            a.id, a.root_run, a.run_id, a.caller_id, a.kind, a.ledger_key, a.decision, a.tool, a.arguments,
            a.call_hash, a.policy, a.policy_version, a.risk, a.package, a.state, a.level, a.reviewers, a.quorum,
            a.escalations, a.shown_arguments, a.shown_hash, a.edited_by, a.decide_by, a.created_at, a.decided_at,
            a.decided_by, a.notes, a.answer, a.used_at, a.decide_by <= clock_timestamp() as late""";

    static Stored read(ResultSet row) throws SQLException {
        Approval approval = new Approval(
                row.getString("id"), origin(row), proposed(row), standing(row), row.getString("caller_id"), null);
        return new Stored(
                approval,
                row.getString("ledger_key"),
                row.getString("call_hash"),
                row.getInt("level"),
                row.getString("answer"),
                row.getBoolean("late"),
                row.getString("package"));
    }

    String id() {
        return approval.id();
    }

    State state() {
        return approval.standing().state();
    }

    boolean used() {
        return approval.standing().usedAt() != null;
    }

    private static Approval.Origin origin(ResultSet row) throws SQLException {
        return new Approval.Origin(
                row.getString("run_id"),
                row.getString("root_run"),
                row.getLong("decision"),
                row.getString("policy"),
                row.getString("policy_version"));
    }

    private static Approval.Proposed proposed(ResultSet row) throws SQLException {
        String editor = row.getString("edited_by");
        return new Approval.Proposed(
                Kind.valueOf(row.getString("kind")),
                row.getString("tool"),
                row.getString("shown_arguments"),
                editor == null ? null : row.getString("arguments"),
                row.getString("shown_hash"),
                editor,
                Risk.valueOf(row.getString("risk")));
    }

    private static Approval.Standing standing(ResultSet row) throws SQLException {
        return new Approval.Standing(
                State.valueOf(row.getString("state")),
                row.getString("reviewers"),
                row.getInt("escalations"),
                row.getInt("quorum"),
                Database.instant(row, "created_at"),
                Database.instant(row, "decide_by"),
                Database.instant(row, "decided_at"),
                row.getString("decided_by"),
                row.getString("notes"),
                Database.instant(row, "used_at"));
    }
}
