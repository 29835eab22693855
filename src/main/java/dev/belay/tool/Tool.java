package dev.belay.tool;

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
    ///     first. The run rests, and what the person says becomes the result. A tool of class `KEYED`,
    // `RECONCILABLE`
    ///     or `UNSAFE` only fails with the question, which the model reads
    /// @throws Exception anything else: for tools with an effect the outcome is then not known
    String run(Arguments arguments, ToolContext context) throws Exception;

    /// Asks the destination whether the effect happened. Only called on tools of class `RECONCILABLE`.
    default Reconciliation reconcile(Arguments arguments, ToolContext context) throws Exception {
        return new Reconciliation.Unknown("the tool cannot tell");
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

    /// What the destination says.
    sealed interface Reconciliation {
        record Happened(String result) implements Reconciliation {}

        /// @param mayYet whether something sent earlier may still be under way; then this answer counts only
        ///     when the tool's timeout has passed since it was started
        record DidNotHappen(boolean mayYet) implements Reconciliation {
            public DidNotHappen() {
                this(false);
            }
        }

        record Unknown(String why) implements Reconciliation {}
    }
}
