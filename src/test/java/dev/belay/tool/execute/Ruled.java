package dev.belay.tool.execute;

import dev.belay.approval.Approval;
import dev.belay.approval.Approvals;
import dev.belay.journal.RunJournal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rules as a test says.
final class Ruled implements Approvals {
    final List<Proposal> asked = new ArrayList<>();
    final List<String> insisted = new ArrayList<>();
    Ruling ruling = new Ruling.Free();
    /// Rulings on tools other than `act`.
    final Map<String, Ruling> others = new HashMap<>();
    final List<Question> questions = new ArrayList<>();
    Reply reply = new Reply.Waiting("approval-2", "which one?");
    Ruling insistence = new Ruling.Waiting("approval-1", "may it?");

    @Override
    public Ruling rule(Proposal proposal, RunJournal journal) {
        asked.add(proposal);
        return others.getOrDefault(proposal.call().tool(), ruling);
    }

    @Override
    public boolean free(Proposal proposal, RunJournal journal) {
        return others.getOrDefault(proposal.call().tool(), ruling) instanceof Ruling.Free;
    }

    @Override
    public Ruling insist(Proposal proposal, Approval.Reason why, RunJournal journal) {
        insisted.add(why.text());
        return insistence;
    }

    @Override
    public Optional<Reply> review(Question answer, Signals signals, boolean always, RunJournal journal) {
        throw new AssertionError("tools give no answers");
    }

    @Override
    public Reply ask(Question question, RunJournal journal) {
        questions.add(question);
        return reply;
    }
}
