package dev.belay.approval.rule;

import dev.belay.approval.Approval;
import dev.belay.approval.Risk;
import java.util.List;

/// What the rules say to a call.
///
/// @param reasons why a person is asked; empty: nobody is
/// @param senior whether it goes to senior reviewers at once
public record Judgement(Risk risk, List<Approval.Reason> reasons, boolean senior) {
    public Judgement {
        reasons = List.copyOf(reasons);
    }

    public boolean asks() {
        return !reasons.isEmpty();
    }
}
