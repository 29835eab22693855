package dev.belay.approval.rule;

import dev.belay.approval.Approval;
import dev.belay.approval.Risk;
import java.util.List;

/// What the rules say to a call.
///
/// @param reasons why a person is asked; empty: nobody is
/// @param to who is asked first
public record Judgement(Risk risk, List<Approval.Reason> reasons, To to) {
    public Judgement {
        reasons = List.copyOf(reasons);
    }

    /// Who is asked first.
    public enum To {
        REVIEWERS,
        SENIORS,
        SPECIALISTS
    }

    public boolean asks() {
        return !reasons.isEmpty();
    }
}
