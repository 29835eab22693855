package dev.belay.tool.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What became of the arguments a model wrote.
public sealed interface Reading {

    /// They fit.
    ///
    /// @param canonical the same as RFC 8785 text
    /// @param coercions what was changed without loss, one line each; empty if nothing was
    record Fit(ObjectNode json, String canonical, List<String> coercions) implements Reading {}

    /// They do not.
    ///
    /// @param problem what is wrong, for the model to correct
    record Unfit(String problem) implements Reading {}
}
