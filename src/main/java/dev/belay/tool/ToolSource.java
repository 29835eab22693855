package dev.belay.tool;

import java.util.List;

/// Where tools come from: classes, configuration. Sources are CDI beans and are asked once, at start-up.
public interface ToolSource {

    /// @throws BadTools naming the class or property at fault
    List<Supplied> tools();

    /// @param origin the class or configuration property that declares the tool, for messages about mistakes in
    ///     it
    record Supplied(ToolDescription description, Tool tool, String origin) {}
}
