package dev.belay.tool.http;

import dev.belay.platform.ConfigCheck;
import dev.belay.tool.BadTools;
import dev.belay.tool.ToolCatalog;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;

/// Has the declared tools looked at before anything starts. None of them is called.
public final class HttpToolsCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(HttpToolsConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        try {
            new ToolCatalog(List.of(new HttpTools(config.getConfigMapping(HttpToolsConfig.class), null)));
            return List.of();
        } catch (BadTools bad) {
            return bad.problems().stream()
                    .map(problem -> new Problem(problem.where(), problem.what()))
                    .toList();
        }
    }
}
