package dev.belay.tool.plugin;

import dev.belay.platform.ConfigCheck;
import dev.belay.tool.BadTools;
import dev.belay.tool.ToolCatalog;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;

/// Has the jars loaded and their tools looked at before anything starts. None of them is called; their constructors
/// are.
public final class PluginToolsCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(PluginToolsConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        try (PluginTools plugins = new PluginTools(config.getConfigMapping(PluginToolsConfig.class))) {
            new ToolCatalog(List.of(plugins));
            return List.of();
        } catch (BadTools bad) {
            return bad.problems().stream()
                    .map(problem -> new Problem(problem.where(), problem.what()))
                    .toList();
        }
    }
}
