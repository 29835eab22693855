package dev.belay.exchange.vote;

import dev.belay.exchange.message.Message;

/// Where the votes of a run stand.
///
/// @param last what the last vote came to, or `null` before the first
/// @param place of that vote in the journal
/// @param branch number of the branch that was chosen, or 0
/// @param tier of that branch, or `null`
/// @param said the answer that is not that of one branch, or `null`
/// @param question what a person has to decide, or `null`
/// @param acts how often it was decided to act
public record Votes(
        State state,
        Ballot last,
        long place,
        int branch,
        String tier,
        Message.Assistant said,
        String question,
        int acts) {
    public static final Votes NONE = new Votes(State.NONE, null, 0, 0, null, null, null, 0);

    public enum State {
        /// Nothing is left to be done.
        NONE,
        /// A person has to decide.
        OPEN,
        /// A branch was chosen to act, and not all of its calls have a result.
        ACTING,
        /// The answer of a branch was chosen.
        WON,
        /// The answer is there, and is not that of one branch.
        SAID
    }

    public Votes in(State next) {
        return new Votes(next, last, place, branch, tier, said, question, acts);
    }
}
