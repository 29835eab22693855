package dev.belay.run.review;

import dev.belay.approval.Approval.Kind;
import dev.belay.approval.Approvals;
import dev.belay.approval.Approvals.Owner;
import dev.belay.approval.Approvals.Question;
import dev.belay.approval.Approvals.Reply;
import dev.belay.approval.Approvals.Signals;
import dev.belay.exchange.Answer;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.RunJournal;
import dev.belay.journal.Standing;
import dev.belay.run.LiveRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/// Has a person see answers before they go out. The journal holds the answer from before anybody is asked, so whoever
/// takes the run up goes on from there and asks no model again. Called from any thread.
@ApplicationScoped
public class AnswerReview {
    private final Approvals approvals;

    AnswerReview(Approvals approvals) {
        this.approvals = approvals;
    }

    /// Has an answer of the run seen: the one that its journal holds, or else what `work` comes to.
    ///
    /// @param work runs only if no answer is there; anything but a whole answer is returned as it is
    /// @return `NeedsHuman` while nobody has decided
    /// @throws dev.belay.exchange.ControlFlow.Disowned if the database does not answer, or another process works on
    ///     the run now
    public Outcome of(LiveRun run, Caller caller, Review review, Supplier<Outcome> work) {
        Case now = new Case(run.journal(), owner(run, caller), review);
        Entry held = held(run.journal().entries());
        if (held != null) {
            return now.written(() -> now.decide(held));
        }
        if (!review.holds()) {
            return work.get();
        }
        now.written(now::seal);
        Outcome outcome = work.get();
        Answer answer = answer(outcome);
        return answer == null ? outcome : now.written(() -> now.decide(now.propose(answer)));
    }

    /// Puts a question of the run to a person.
    ///
    /// @param about names what is asked about, with `place`: it is asked once
    /// @param place `seq` of the entry that the question is about
    /// @return what the person says
    /// @throws ControlFlow.NeedsHuman while nobody has said anything
    /// @throws ControlFlow.Rejected if somebody said no, or nobody will say anything
    public String ask(LiveRun run, Caller caller, String about, long place, String text) {
        String key = about + ":" + run.id() + ":" + place;
        var question = new Question(owner(run, caller), Kind.QUESTION, key, text, place);
        try {
            return switch (approvals.ask(question, run.journal())) {
                case Reply.Answered said -> said.text();
                case Reply.Refused refused ->
                    throw new ControlFlow.Rejected("nobody decided what the run asks: " + refused.why());
                case Reply.Waiting waiting -> throw new ControlFlow.NeedsHuman(waiting.question(), null);
            };
        } catch (JournalUnavailable e) {
            throw e.leaving();
        }
    }

    /// The answer that is still to be released, or was released while the end of the run was not written: nothing has
    /// begun anew since.
    static Entry held(List<Entry> entries) {
        for (Entry entry : Standing.of(entries).reversed()) {
            switch (entry.fact()) {
                case Entry.Proposed _ -> {
                    return entry;
                }
                case Entry.AttemptStarted _, Entry.Forked _, Entry.Rewound _ -> {
                    return null;
                }
                case Entry.Resumed resumed
                when resumed.why() == Entry.Resumed.Why.ASKED -> {
                    return null;
                }
                default -> {
                    // changes nothing about what was answered
                }
            }
        }
        return null;
    }

    /// Calls that are handed back to the caller's own tools are no answer.
    private static Answer answer(Outcome outcome) {
        return outcome.answered()
                .filter(answer -> !answer.message().callsTools())
                .orElse(null);
    }

    private static Owner owner(LiveRun run, Caller caller) {
        return new Owner(run.id(), run.rootId(), caller, run.record().head().policy());
    }

    /// One run whose answers are reviewed.
    private final class Case {
        private final RunJournal journal;
        private final Owner owner;
        private final Review review;

        Case(RunJournal journal, Owner owner, Review review) {
            this.journal = journal;
            this.owner = owner;
            this.review = review;
        }

        Void seal() {
            if (journal.entries().stream().noneMatch(entry -> entry.fact() instanceof Entry.Sealed)) {
                journal.append(new Entry.Sealed(owner.policy()));
            }
            return null;
        }

        Entry propose(Answer answer) {
            return journal.append(new Entry.Proposed(answer));
        }

        Outcome decide(Entry held) {
            Answer answer = ((Entry.Proposed) held.fact()).answer();
            Question question =
                    question(Kind.ANSWER, held, "answer", answer.message().text());
            boolean always = review.asks() == Review.Asks.ALWAYS;
            Reply reply =
                    approvals.review(question, Signals.NONE, always, journal).orElse(null);
            return switch (reply) {
                case null -> release(answer, null, answer.message().text());
                case Reply.Answered said -> release(answer, said.approval(), said.text());
                case Reply.Refused refused -> refused(held, answer, refused.why());
                case Reply.Waiting waiting -> new Outcome.NeedsHuman(waiting.question(), null);
            };
        }

        private Outcome refused(Entry held, Answer answer, String why) {
            String told = "the answer does not go out: " + why;
            if (review.afterNo() == Review.AfterNo.REJECT) {
                return new Outcome.Rejected(told);
            }
            String asked = told + ". What is the caller to be told instead?";
            return switch (approvals.ask(question(Kind.QUESTION, held, "instead", asked), journal)) {
                case Reply.Answered said -> release(answer, said.approval(), said.text());
                case Reply.Refused again -> new Outcome.Rejected("the answer does not go out: " + again.why());
                case Reply.Waiting waiting -> new Outcome.NeedsHuman(waiting.question(), null);
            };
        }

        private Question question(Kind kind, Entry held, String name, String text) {
            return new Question(owner, kind, name + ":" + owner.runId() + ":" + held.seq(), text, held.seq());
        }

        /// What a person wrote keeps the label of what it stands for.
        private Outcome release(Answer answer, String approval, String text) {
            Message.Assistant message =
                    text.equals(answer.message().text()) ? answer.message() : new Message.Assistant(text);
            boolean said = journal.entries().reversed().stream()
                    .map(Entry::fact)
                    .takeWhile(fact -> !(fact instanceof Entry.Proposed))
                    .anyMatch(Entry.Released.class::isInstance);
            if (!said) {
                journal.append(new Entry.Released(approval, message));
            }
            Answer released = new Answer(message, answer.finish(), answer.usage(), answer.provenance());
            return answer.provenance().degraded() ? new Outcome.Degraded(released) : new Outcome.Succeeded(released);
        }

        /// A run need not fail because its database is away.
        private <T> T written(Supplier<T> write) {
            try {
                return write.get();
            } catch (JournalUnavailable e) {
                throw e.leaving();
            }
        }
    }
}
