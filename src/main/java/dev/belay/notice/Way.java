package dev.belay.notice;

/// A way on which notices reach people. Thread-safe.
interface Way {

    /// Stands in the table of notices; never renamed.
    String name();

    /// Tries once.
    ///
    /// @throws Failed if it did not arrive for certain
    void send(Notice notice) throws Failed;

    /// Not delivered, as far as is known.
    final class Failed extends Exception {
        private final boolean hopeless;

        /// @param hopeless whether the receiver wants no more of it
        Failed(String why, boolean hopeless) {
            super(why);
            this.hopeless = hopeless;
        }

        boolean hopeless() {
            return hopeless;
        }
    }
}
