package dev.belay.edge;

import static dev.belay.edge.EdgeCalls.post;

import dev.belay.approval.Approval;
import dev.belay.approval.Approvals;
import dev.belay.approval.Approvals.Call;
import dev.belay.approval.Approvals.Owner;
import dev.belay.approval.Approvals.Proposal;
import dev.belay.approval.Approvals.Question;
import dev.belay.approval.Approvals.Reply;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.approval.Approvals.Signals;
import dev.belay.exchange.Caller;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.platform.Database;
import java.sql.SQLException;
import java.util.UUID;

/// Puts something to a person on behalf of a run, as the tool door does.
record Asked(Approvals approvals, Database database) {
    static final String ARGUMENTS = "{\"expression\":\"2+2\"}";
    private static final long FENCE = 1;

    /// A call of the tool `calculate`.
    ///
    /// @return id of the approval
    String call(String run, Caller caller) throws SQLException {
        try (RunJournal journal = journal(run, caller)) {
            Call call = new Call("key-" + run, "calculate", ARGUMENTS, 0, "UNSAFE");
            Proposal proposal = new Proposal(new Owner(run, run, caller, "belay"), call, 1, Signals.NONE);
            return ((Ruling.Waiting)
                            approvals.insist(proposal, new Approval.Reason("in-doubt", "it is a test"), journal))
                    .approval();
        }
    }

    /// @return id of the approval
    String question(String run, Caller caller) throws SQLException {
        try (RunJournal journal = journal(run, caller)) {
            Question question =
                    new Question(new Owner(run, run, caller, "belay"), Approval.Kind.QUESTION, "q-" + run, "Which?", 1);
            return ((Reply.Waiting) approvals.ask(question, journal)).approval();
        }
    }

    /// Nobody takes the run up: its row names no caller.
    private RunJournal journal(String run, Caller caller) throws SQLException {
        database.update(
                "insert into run (id, root_id, caller_id, strategy, state, owner) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (id) do update set owner = excluded.owner",
                UUID.fromString(run),
                UUID.fromString(run),
                caller.id(),
                "scripted",
                "NEEDS_HUMAN",
                FENCE);
        return JournalsForTests.on(database).resume(run, FENCE);
    }

    /// A run of whoever comes in over loopback, that rests for a person.
    static String run() {
        return post("/api/v1/runs", "{\"input\":\"human\",\"wait\":true}").path("id");
    }
}
