package dev.belay.tier;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.speech.Speech;
import dev.belay.exchange.vote.Ballot;
import dev.belay.exchange.vote.Votes;
import java.util.List;

/// What has to be written down and waited for while a call goes down the chain. Implemented by whoever holds
/// the run.
public interface Passage {

    /// An attempt of `tier` begins: it is counted, journaled and announced.
    ///
    /// @param index place of the tier in the whole chain, from 0
    Attempt begin(String tier, int index);

    /// Waits until no effect of the run is under way, at most for the longest timeout of the tools concerned;
    /// what is still unknown then is in doubt. No tier starts before this returns.
    void settle();

    /// Writes down that `tier` fell and that `next` follows.
    ///
    /// @param next id of the next tier, or `null` if the chain ends here
    void fell(String tier, Failure failure, String next);

    /// Writes down and announces what was chosen for the run.
    default void chose(Choice choice) {}

    /// What `by` chose for this run already, also if another process worked on it then; or `null`.
    default Choice chosen(String by) {
        return null;
    }

    /// What the caller hears before the answer is whole.
    default Speech speech() {
        return Speech.HELD;
    }

    /// Returns when a call may act, which is always, but in a branch.
    ///
    /// @param attempt stops waiting
    /// @throws ControlFlow.Cancelled if the call never may
    default void permit(Act act, Cancellation attempt) {}

    /// A result to take in place of making a call, or `null` if it is to be made.
    ///
    /// @throws ControlFlow.Cancelled if it neither has one nor may be made
    default ToolResult instead(Act act) {
        return null;
    }

    /// Whether this is a shadow, of which nothing is to be learned for other runs: neither what tiers, models and tools
    /// come to, nor what they said.
    default boolean aside() {
        return false;
    }

    /// Parts a branch off, in which `tier` is tried: what is written on it counts for it alone until the run goes on
    /// in it.
    ///
    /// @param why for people
    default Part part(String tier, String why) {
        throw new UnsupportedOperationException("this run goes one way");
    }

    /// Tier of the branch that the run has gone on in and has to stay in, or `null`.
    default String bound() {
        return null;
    }

    /// Returns when an attempt may ask for its next decision, which is always, but where the run is to part first.
    ///
    /// @throws ControlFlow.Cancelled if it is not to go on
    default void goOn() {}

    /// Counts a decision for which a model is about to be asked, where several attempts have a limit in common.
    ///
    /// @throws TierFailed if there were as many as there may be
    default void turn() {}

    /// Where votes on what the run does are kept.
    default Poll poll() {
        throw new UnsupportedOperationException("nobody votes in this run");
    }

    /// The votes of a run.
    interface Poll {
        Votes votes();

        /// Writes down and announces what a vote came to.
        ///
        /// @param question what a person has to decide, or `null`
        /// @param said the answer where it is not that of one branch, or `null`
        void voted(Ballot ballot, String question, Message.Assistant said);

        /// A branch of before, to write down that the run goes on in it.
        Part branch(int number, String tier);

        /// Puts the vote that is open to a person.
        ///
        /// @return what the person says
        /// @throws ControlFlow.NeedsHuman while nobody has said anything
        /// @throws ControlFlow.Rejected if nobody will
        String ask(Caller caller, String question);
    }

    /// A way of its own through the run. It does not settle, because nothing acts on it before the run goes on in it.
    interface Part extends Passage {
        /// Counts the branches of the run, from 1.
        int number();

        /// Writes down and announces what became of it.
        ///
        /// @param why for people
        void came(BranchStage stage, String why);
    }

    /// A call that would act.
    ///
    /// @param effectClass name of the tool's effect class
    /// @param arguments as RFC 8785 text
    /// @param decision `seq` of the decision that asks
    /// @param beside calls of the same decision that would act too and have no result yet, with arguments as above
    record Act(String tool, String effectClass, String arguments, long decision, List<ToolCall> beside) {
        public Act {
            beside = List.copyOf(beside);
        }
    }

    /// One try of one tier. Ended exactly once, by [#held], [#failed] or [#gaveUp].
    interface Attempt {
        /// Counts the attempts of the run, from 1.
        int number();

        /// The attempt's node in the trace.
        Scopes.Scope scope();

        /// @param usage what the attempt used in all
        void held(boolean degraded, Usage usage, int toolCalls);

        /// @param usage what the attempt used in all, for nothing
        void failed(Failure failure, Usage usage, int toolCalls);

        /// It neither answered nor fell.
        ///
        /// @param failure what is closest
        default void gaveUp(Failure failure, Usage usage, int toolCalls) {
            failed(failure, usage, toolCalls);
        }

        /// The run is to stop rather than to fall; ends the attempt in the way that is closest.
        default void stopped(ControlFlow flow, Usage usage, int toolCalls) {
            switch (flow) {
                case ControlFlow.ClientToolCalls _ -> held(false, usage, toolCalls);
                case ControlFlow.Rejected rejected ->
                    gaveUp(new Failure.ContentRejected(rejected.getMessage()), usage, toolCalls);
                case ControlFlow.NeedsHuman asks ->
                    gaveUp(new Failure.EffectUnsettled(asks.getMessage()), usage, toolCalls);
                case ControlFlow.BudgetStopped _, ControlFlow.Cancelled _, ControlFlow.Disowned _ ->
                    gaveUp(new Failure.Unavailable("stopped: " + flow.getMessage()), usage, toolCalls);
            }
        }
    }
}
