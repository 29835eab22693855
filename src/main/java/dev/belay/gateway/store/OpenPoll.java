package dev.belay.gateway.store;

import dev.belay.exchange.Caller;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.vote.Ballot;
import dev.belay.exchange.vote.Votes;
import dev.belay.run.LiveRun;
import dev.belay.run.review.AnswerReview;
import dev.belay.tier.Passage;

/// The votes of a run of the store.
///
/// @param whole the run, as the tiers know it
record OpenPoll(LiveRun run, AnswerReview review, Passage whole) implements Passage.Poll {

    @Override
    public Votes votes() {
        return run.votes();
    }

    @Override
    public void voted(Ballot ballot, String question, Message.Assistant said) {
        run.voted(ballot, question, said);
    }

    @Override
    public Passage.Part branch(int number, String tier) {
        return new OpenBranch(run.branch(number, tier), whole);
    }

    @Override
    public String ask(Caller caller, String question) {
        return review.ask(run, caller, "vote", run.votes().place(), question);
    }
}
