package dev.belay.tool.plugin;

import dev.belay.tool.BadTools;
import dev.belay.tool.ToolSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The tools that jars bring.
@ApplicationScoped
public class PluginTools implements ToolSource, AutoCloseable {
    private static final String PROPERTY = "belay.tools.plugins";
    private static final boolean NATIVE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    private final List<String> places;
    private final Set<String> replaced;
    private final boolean classesCanBeLoaded;
    private final List<Plugin> open = new ArrayList<>();

    @Inject
    public PluginTools(PluginToolsConfig config) {
        this(config, !NATIVE);
    }

    PluginTools(PluginToolsConfig config, boolean classesCanBeLoaded) {
        this.places = config.plugins().orElse(List.of());
        this.replaced = config.pluginsReplace().orElse(Set.of());
        this.classesCanBeLoaded = classesCanBeLoaded;
    }

    @Override
    public List<Supplied> tools() {
        List<BadTools.Problem> problems = new ArrayList<>();
        List<Supplied> tools = new ArrayList<>();
        if (!places.isEmpty() && !classesCanBeLoaded) {
            throw new BadTools(List.of(new BadTools.Problem(
                    PROPERTY, "the native binary cannot load classes; start Belay's jar instead")));
        }
        for (int i = 0; i < places.size(); i++) {
            String property = PROPERTY + "[" + i + "]";
            try {
                Plugin plugin = Plugin.open(property, places.get(i));
                open.add(plugin);
                tools.addAll(plugin.tools());
            } catch (BadTools bad) {
                problems.addAll(bad.problems());
            }
        }
        missing(tools, problems);
        if (!problems.isEmpty()) {
            throw new BadTools(problems);
        }
        return tools;
    }

    @Override
    public Set<String> replaces() {
        return replaced;
    }

    /// A name that no jar has would silently take a tool away.
    private void missing(List<Supplied> tools, List<BadTools.Problem> problems) {
        if (problems.isEmpty()) {
            List<String> names =
                    tools.stream().map(tool -> tool.description().name()).toList();
            replaced.stream()
                    .filter(name -> !names.contains(name))
                    .sorted()
                    .forEach(name -> problems.add(
                            new BadTools.Problem(PROPERTY + "-replace", "no jar brings a tool \"" + name + "\"")));
        }
    }

    /// Gives the files free. Tools that are still called may then find classes missing.
    @Override
    @PreDestroy
    public void close() {
        open.forEach(Plugin::close);
        open.clear();
    }
}
