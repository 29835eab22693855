package dev.belay.tool.plugin;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tools from jars.
@ConfigMapping(prefix = "belay.tools")
public interface PluginToolsConfig {

    /// Jar files, or folders whose jars belong together (a tool and its libraries). What they declare as
    /// `META-INF/services/dev.belay.tool.Tool` is offered. They run with Belay's own rights. Not in the native
    /// binary. Without any, there are none.
    Optional<List<String>> plugins();

    /// Names of other tools, such as those that come with Belay, whose place a jar's tool of the same name
    /// takes. Without it, two tools of one name end the start.
    Optional<Set<String>> pluginsReplace();
}
