package dev.belay.approval.store;

import dev.belay.approval.Approval.Kind;
import dev.belay.approval.Approvals.Owner;
import dev.belay.approval.rule.CallHash;
import dev.belay.approval.rule.Judgement;
import dev.belay.approval.rule.Reviewers.Level;

/// What is about to be put to a person.
///
/// @param tool `null` for answers and questions
/// @param text canonical arguments, or the text of an answer or a question
/// @param effect what the ledger is to know of it, or `null` if nothing is caused
/// @param decision `seq` of the journaled decision that asks
record Asking(Owner owner, Kind kind, String key, String tool, String text, Effect effect, long decision) {

    record Effect(int ordinal, String effectClass) {}

    /// @param id of the new approval
    /// @param dossier JSON
    record Terms(String id, String rulesVersion, Judgement judged, Level level, int quorum, String dossier) {}

    String hash() {
        return CallHash.of(tool == null ? "" : tool, text);
    }
}
