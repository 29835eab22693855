package dev.belay.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Something a model may ask for. Adding one is one class: an `@ApplicationScoped` bean that implements this
/// interface and carries [ToolDefinition].
///
/// Called on a virtual thread, from several at once. A tool is never interrupted; it watches its context's
/// cancellation and deadline where it can take long.
public interface Tool {

    /// Acts. Arguments have passed the schema.
    ///
    /// @return text for the model
    /// @throws ToolFailed if it certainly had no effect
    /// @throws dev.belay.exchange.ControlFlow.NeedsHuman before it did anything, if a person has to say something
    ///     first. The run rests; then the tool is called anew, and where it asks the same again, what the
    ///     person said becomes the result
    /// @throws Exception anything else: for tools with an effect the outcome is then not known
    String run(Arguments arguments, ToolContext context) throws Exception;

    /// Asks the destination whether the effect happened. Only called on tools of class `RECONCILABLE`.
    default Reconciliation reconcile(Arguments arguments, ToolContext context) throws Exception {
        return new Reconciliation.Unknown("the tool cannot tell");
    }

    /// The call that undoes what this one did, when its run goes back to before it. Asked long after, in any process;
    /// acts in no way itself.
    ///
    /// @param result what the call gave
    /// @return `null` if nothing undoes it
    /// @throws ToolFailed if this one cannot be undone, saying why
    default Compensation compensate(Arguments arguments, String result) throws ToolFailed {
        return null;
    }

    /// Name of the tool that [#compensate] calls, or `null` if that is not known before. Asked once, at start-up: it
    /// must exist and have an effect.
    default String undoneBy() {
        return null;
    }

    /// JSON Schema (draft 2020-12) of what it returns, as JSON text, or `null` if that is any text. Asked once, at
    /// start-up. What is not so is passed on all the same, and said to be.
    default String resultSchema() {
        return null;
    }

    /// Whether what it returns may have been written by strangers, who may try to make the model do something.
    default boolean readsOutside() {
        return false;
    }

    /// Whether it may stop the run to ask a person; then runs that are offered it keep a journal unless they say
    /// otherwise.
    default boolean asksPeople() {
        return false;
    }

    /// What has to be configured before this tool can be offered, or `null` if nothing. Asked once, at
    /// start-up.
    default String unavailable() {
        return null;
    }

    /// @param tool what is called; it has an effect of its own, in the ledger like any other
    record Compensation(String tool, ObjectNode arguments) {}

    /// What the destination says.
    sealed interface Reconciliation {
        record Happened(String result) implements Reconciliation {}

        /// @param mayYet whether something sent earlier may still be under way; then this answer counts only
        ///     when the tool's timeout has passed since it was sent last
        record DidNotHappen(boolean mayYet) implements Reconciliation {
            public DidNotHappen() {
                this(false);
            }
        }

        record Unknown(String why) implements Reconciliation {}
    }
}
