package dev.belay.tool.paid;

/// What one tool call costs in tool calls: set aside when something is about to run, counted if it ran. However many
/// tries it takes, and whichever tool stands in, it is one call.
///
/// Handed from thread to thread, used by one at a time. Closed by the one that knows whether anything ran.
public interface Fare extends AutoCloseable {
    /// Where no budget counts tool calls, and for what was counted already.
    Fare FREE = new Fare() {
        @Override
        public void take() {}

        @Override
        public void begins() {}

        @Override
        public void giveBack() {}

        @Override
        public void close() {}
    };

    /// Sets the call aside, if that was not done yet. Nothing may run before.
    ///
    /// @throws Unaffordable if no call is left
    /// @throws dev.belay.journal.JournalUnavailable if the database did not answer
    void take();

    /// A tool is called from here on.
    void begins();

    /// Whatever ran did nothing, and is free.
    void giveBack();

    /// Counts the call if a tool was called. The second time it does nothing.
    @Override
    void close();
}
