package dev.belay.approval;

/// Knows the schemas of tools. Reviewers write arguments, which are held to the same schema as a model's.
@FunctionalInterface
public interface ArgumentCheck {

    Checked check(String tool, String arguments);

    sealed interface Checked {
        /// @param canonical the arguments as RFC 8785 text
        record Fit(String canonical) implements Checked {}

        record Unfit(String problem) implements Checked {}
    }
}
