package dev.belay.toolcall.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// A written call against the tool that it names.
///
/// @param tool name of the tool as it is offered, or as it was written if there is none
/// @param known whether there is such a tool
/// @param arguments as the schema wants them, as far as that needs no guess
/// @param missing required arguments that are not there
/// @param unknown arguments that the schema does not declare
public record Match(
        String tool, boolean known, ObjectNode arguments, List<String> missing, List<String> unknown, Fit fit) {

    /// @param adjustments what was done
    /// @param mismatched arguments whose kind is not the one that the schema wants
    /// @param unfit why the arguments cannot be named, for the model to correct, or `null`
    public record Fit(Set<Adjustment> adjustments, List<String> mismatched, String unfit) {}

    /// Whether the schema has nothing to say against it.
    public boolean fits() {
        return known && fit.unfit() == null && missing.isEmpty() && unknown.isEmpty();
    }
}
