package dev.belay.journal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.vote.Ballot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One line of a journal. Stored as JSON with the kind as a column, so a new release can read what an old one wrote:
/// fields are added, never changed in meaning.
///
/// @param seq place in the journal, from 1, without gaps
public record Entry(long seq, Instant at, Fact fact) {

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = AttemptStarted.class, name = "attempt_started"),
        @JsonSubTypes.Type(value = ModelFailed.class, name = "model_failed"),
        @JsonSubTypes.Type(value = Decision.class, name = "decision"),
        @JsonSubTypes.Type(value = Correction.class, name = "correction"),
        @JsonSubTypes.Type(value = Program.class, name = "program"),
        @JsonSubTypes.Type(value = ProgramEnded.class, name = "program_ended"),
        @JsonSubTypes.Type(value = ToolDone.class, name = "tool_done"),
        @JsonSubTypes.Type(value = TierFell.class, name = "tier_fell"),
        @JsonSubTypes.Type(value = TierHeld.class, name = "tier_held"),
        @JsonSubTypes.Type(value = PersonAsked.class, name = "person_asked"),
        @JsonSubTypes.Type(value = PersonDecided.class, name = "person_decided"),
        @JsonSubTypes.Type(value = Resumed.class, name = "resumed"),
        @JsonSubTypes.Type(value = Forked.class, name = "forked"),
        @JsonSubTypes.Type(value = Undoing.class, name = "undoing"),
        @JsonSubTypes.Type(value = Undone.class, name = "undone"),
        @JsonSubTypes.Type(value = Rewound.class, name = "rewound"),
        @JsonSubTypes.Type(value = Sealed.class, name = "sealed"),
        @JsonSubTypes.Type(value = Proposed.class, name = "proposed"),
        @JsonSubTypes.Type(value = Released.class, name = "released"),
        @JsonSubTypes.Type(value = InBranch.class, name = "in_branch"),
        @JsonSubTypes.Type(value = Branched.class, name = "branched"),
        @JsonSubTypes.Type(value = Chosen.class, name = "chosen"),
        @JsonSubTypes.Type(value = Voted.class, name = "voted"),
        @JsonSubTypes.Type(value = Embedded.class, name = "embedded"),
        @JsonSubTypes.Type(value = Ended.class, name = "ended")
    })
    public sealed interface Fact {}

    /// @param number counts the attempts of the run, from 1
    /// @param carriedOver tool results that it starts with
    public record AttemptStarted(String tier, int number, int carriedOver) implements Fact {}

    /// A call to a model that brought nothing.
    ///
    /// @param reason `Failure.reason()`
    /// @param millis how long it took
    /// @param usage what it is known or estimated to have cost
    /// @param leftAlone milliseconds for which the provider asked to be left alone, or `null`
    public record ModelFailed(
            String tier, String model, String reason, String detail, long millis, Usage usage, Long leftAlone)
            implements Fact {

        /// Of a provider that did not say when to come back.
        public ModelFailed(String tier, String model, String reason, String detail, long millis, Usage usage) {
            this(tier, model, reason, detail, millis, usage, null);
        }
    }

    /// A whole message of a model that was accepted. With calls it is a decision to act, without it the answer of its
    /// tier.
    ///
    /// @param model id in configuration
    /// @param confidence from 0 to 1 that the calls are meant as they were read, where they were read out of text;
    ///     otherwise `null`
    /// @param repairs what of its calls had to be mended, as stable names, or `null`
    public record Decision(
            String tier,
            ModelStamp model,
            Message.Assistant message,
            FinishReason finish,
            Usage usage,
            long millis,
            Double confidence,
            List<String> repairs)
            implements Fact {

        /// A message whose calls, if any, are as they were written.
        public Decision(
                String tier,
                ModelStamp model,
                Message.Assistant message,
                FinishReason finish,
                Usage usage,
                long millis,
                Double confidence) {
            this(tier, model, message, finish, usage, millis, confidence, null);
        }

        /// A message whose calls, if any, were not read out of text.
        public Decision(
                String tier,
                ModelStamp model,
                Message.Assistant message,
                FinishReason finish,
                Usage usage,
                long millis) {
            this(tier, model, message, finish, usage, millis, null, null);
        }
    }

    /// @param responseModel the provider's own name of the model that spoke
    public record ModelStamp(String id, String responseModel) {}

    /// A whole message that was not accepted, and what the model was told about it. Not part of the transcript.
    public record Correction(String tier, String flaw, String told, Usage usage) implements Fact {}

    /// A whole message of a model that is a program, which runs from here on. Each call that it makes is a
    /// [Decision] of its own, for which no model was asked; so whoever carries the run on finds nothing but
    /// decisions and results.
    ///
    /// @param message what the model wrote
    /// @param source the program in it
    public record Program(
            String tier, ModelStamp model, Message.Assistant message, String source, Usage usage, long millis)
            implements Fact {}

    /// A program came to its end, or broke off.
    ///
    /// @param program its `seq`
    /// @param told what the model is told of it, or would be
    /// @param lost whether what programs declared so far is gone
    public record ProgramEnded(long program, String told, boolean lost) implements Fact {}

    /// A tool call of the latest decision has its result.
    ///
    /// @param decision `seq` of the decision that asked
    /// @param effectClass name of the effect class, or `null` if the tool is not known
    /// @param ledgerKey key in the effect ledger, or `null` for tools without effect
    public record ToolDone(long decision, ToolResult result, String effectClass, String ledgerKey, long millis)
            implements Fact {}

    /// @param next the tier that follows, or `null`
    public record TierFell(String tier, String reason, String detail, String next) implements Fact {}

    public record TierHeld(String tier, boolean degraded) implements Fact {}

    /// The run waits for a person from here on.
    ///
    /// @param approval id of what waits to be decided
    /// @param tool the tool that may not act by itself, or `null` if the run as a whole asks
    public record PersonAsked(String approval, String tool, String question) implements Fact {}

    /// What a person, or the lapse of their time, decided; written when the run acts on it.
    ///
    /// @param verdict `approved`, `edited`, `rejected`, `answered` or `expired`
    /// @param by id of the key of whoever decided, or `null` if nobody did in time
    public record PersonDecided(String approval, String verdict, String by, String notes) implements Fact {}

    /// A process works on the run from here on that did not before: what the memory of the earlier one held is gone.
    public record Resumed(Why why) implements Fact {

        /// What had the run go on. Stored by [#word], in journals and in the run's row.
        public enum Why {
            /// From a dead process, or from one that stopped in order.
            TAKEN_OVER,
            /// A person decided, or their time lapsed.
            DECIDED,
            /// The caller resumed it.
            ASKED,
            FORKED,
            REWINDING;

            @JsonValue
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }

            /// A word that this release does not know tells of a run that is carried on, like any other.
            @JsonCreator
            public static Why of(String word) {
                return Arrays.stream(values())
                        .filter(why -> why.word().equals(word))
                        .findFirst()
                        .orElse(TAKEN_OVER);
            }
        }
    }

    /// Everything before was copied from another run; from here on this one goes its own way.
    ///
    /// @param from id of that run
    /// @param at `seq` of the last entry that both share
    /// @param asks whether a person is asked before each effect that is not in the ledger yet
    /// @param message what the user says from here on, or `null` if nothing is added
    /// @param undone keys of effects of this tree of runs that were undone before: the same call may act anew
    public record Forked(String from, long at, boolean asks, String message, List<String> undone) implements Fact {
        public Forked {
            undone = undone == null ? List.of() : List.copyOf(undone);
        }
    }

    /// An effect is about to be undone, because the run goes back to before it.
    ///
    /// @param effect its key in the effect ledger
    /// @param tool whose effect it was
    /// @param call what undoes it
    public record Undoing(String effect, String tool, ToolCall call) implements Fact {}

    /// An effect is undone.
    ///
    /// @param effect its key in the effect ledger
    /// @param tool whose effect it was
    public record Undone(String effect, String tool) implements Fact {}

    /// The run has gone back: entries after `to` and before this one tell what was, and count no more.
    ///
    /// @param undone keys of effects of this tree of runs that were undone before: the same call may act anew
    public record Rewound(long to, List<String> undone) implements Fact {
        public Rewound {
            undone = undone == null ? List.of() : List.copyOf(undone);
        }
    }

    /// What the run answers is seen by nobody who watches it before it is [Released].
    ///
    /// @param policy name of the policy that wants it so
    public record Sealed(String policy) implements Fact {}

    /// What is to become the answer of a sealed run. Until it is [Released] it is none.
    public record Proposed(Answer answer) implements Fact {}

    /// What goes out in place of the answer that was proposed last; the same, if nobody wrote another.
    ///
    /// @param approval by which it goes out, or `null` if nobody had to be asked
    public record Released(String approval, Message.Assistant message) implements Fact {}

    /// What happened in one of several branches that the run parted into. It counts for that branch alone, unless the
    /// run went on in it.
    public record InBranch(int branch, Fact fact) implements Fact {}

    /// A branch came to this. Where it is the one that the run goes on in, whatever it wrote is the run's.
    ///
    /// @param branch counts the branches of the run, from 1
    public record Branched(int branch, String tier, BranchStage stage, String why) implements Fact {}
    /// What was open about the run was chosen, or would have been. Whoever takes the run over keeps to it.
    public record Chosen(Choice choice) implements Fact {}

    /// A vote was counted. Which branch the run goes on in, if any, follows as [Branched].
    ///
    /// @param question what a person has to decide, with what the voters said, or `null`
    /// @param said the answer where it is not that of one branch, or `null`
    public record Voted(Ballot ballot, String question, Message.Assistant said) implements Fact {}

    /// Texts were put into vectors, by which they are compared. What came of that is in the vote that follows.
    ///
    /// @param texts how many
    public record Embedded(ModelStamp model, int texts, Usage usage, long millis) implements Fact {}

    /// The run has come to an end, or rests: after a resting state [Resumed] may follow.
    public record Ended(RunState state, String reason) implements Fact {}
}
