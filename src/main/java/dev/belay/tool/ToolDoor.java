package dev.belay.tool;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.journal.RunJournal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Executes what a journaled decision asks for: schema → ledger → execute → record.
public interface ToolDoor {

    /// Runs one call of a decision and appends its result to the journal. Blocks; call it on a virtual thread.
    ///
    /// Whatever the model did wrong comes back as a result with status `ERROR`, also for unknown tools and bad
    /// arguments.
    ///
    /// @param decision `seq` of the journaled decision
    /// @throws dev.belay.exchange.ControlFlow.NeedsHuman if a person has to decide first
    /// @throws dev.belay.exchange.ControlFlow.Cancelled if the attempt was cancelled before the effect began
    /// @throws dev.belay.ledger.LedgerUnavailable if the call has an effect and the ledger cannot be reached
    ToolResult execute(ToolCall call, long decision, Bench bench);

    /// The tools of these names as models see them, in the order given.
    ///
    /// @throws UnknownTool if one does not exist or is not allowed to the caller
    List<ToolSpec> specs(List<String> names, Caller caller);

    /// Those of these names that belong to tools which only read.
    Set<String> reading(List<String> names);

    /// The call as it would be made: its arguments after lossless coercion and with the schema's defaults, as RFC 8785
    /// text.
    ///
    /// @return empty if nothing would be made of it, because there is no such tool or the arguments do not fit
    Optional<ToolCall> canonical(ToolCall call);

    /// Where calls of one attempt are executed.
    ///
    /// @param offered names of the tools that the request offers; others are unknown to it
    record Bench(
            Owner owner,
            Set<String> offered,
            Deadline deadline,
            Cancellation cancellation,
            RunJournal journal,
            Scopes.Scope scope) {}

    /// @param policy name of the policy, or id of the model, under which the run was admitted
    /// @param tier that makes calls, or `null` where none does
    /// @param leave asked before a call acts, or a person is asked about it
    record Owner(String runId, String rootId, Caller caller, String policy, String tier, Leave leave) {

        /// A run that goes one way, whose calls may act.
        public Owner(String runId, String rootId, Caller caller, String policy) {
            this(runId, rootId, caller, policy, null, Leave.FREE);
        }
    }

    /// Whether a call may act that has been found to fit: one of several branches of a run may not by itself.
    @FunctionalInterface
    interface Leave {
        Leave FREE = (_, _, _) -> {};

        /// Returns when it may.
        ///
        /// @param effectClass name of the tool's effect class
        /// @param arguments as RFC 8785 text
        /// @throws dev.belay.exchange.ControlFlow.Cancelled if it never will
        void ask(String tool, String effectClass, String arguments);

        /// A result to take in place of making a call that has been found to fit, or `null` if it is to be made.
        ///
        /// @param effectClass name of the tool's effect class
        /// @param arguments as RFC 8785 text
        /// @throws dev.belay.exchange.ControlFlow.Cancelled if it neither has one nor may be made
        default ToolResult instead(String tool, String effectClass, String arguments) {
            return null;
        }

        /// Whether what comes of a call is to be kept from other runs: it is not cached, and no breaker counts it.
        default boolean aside() {
            return false;
        }
    }
}
