package dev.belay.tool;

import java.util.List;
import java.util.Set;

/// Where tools come from: classes, configuration, jars. Sources are CDI beans and are asked once, at start-up.
public interface ToolSource {

    /// @throws BadTools naming the class or property at fault
    List<Supplied> tools();

    /// Names of tools of other sources that this one's tools of the same name take the place of.
    default Set<String> replaces() {
        return Set.of();
    }

    /// @param origin the class or configuration property that declares the tool, for messages about mistakes in
    ///     it
    record Supplied(ToolDescription description, Tool tool, String origin) {}
}
