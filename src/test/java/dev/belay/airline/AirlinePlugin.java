package dev.belay.airline;

import dev.belay.airline.tools.World;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.plugin.PluginTools;
import dev.belay.tool.plugin.PluginToolsConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// Packs the airline's tools into a jar, as `belay.tools.plugins` wants it. Their `calculate` needs
/// `belay.tools.plugins-replace=calculate`, and the reading ones `AIRLINE_JDBC_URL` in the environment of Belay.
public final class AirlinePlugin {
    private static final String SERVICE = "META-INF/services/dev.belay.tool.Tool";

    private AirlinePlugin() {}

    public static Path jar(Path target) {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target))) {
            List<String> classes = classes();
            for (String name : classes) {
                add(jar, name, Files.readAllBytes(root().resolve(name)));
            }
            String tools = classes.stream()
                    .map(AirlinePlugin::type)
                    .filter(type -> type.isAnnotationPresent(ToolDefinition.class))
                    .map(Class::getName)
                    .collect(Collectors.joining("\n"));
            add(jar, SERVICE, tools.getBytes(StandardCharsets.UTF_8));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The tools of such a jar, loaded as Belay loads them.
    public static ToolCatalog catalog(Path jar) {
        return new ToolCatalog(List.of(new PluginTools(new Config(jar))));
    }

    private record Config(Path jar) implements PluginToolsConfig {
        @Override
        public Optional<List<String>> plugins() {
            return Optional.of(List.of(jar.toString()));
        }

        @Override
        public Optional<Set<String>> pluginsReplace() {
            return Optional.of(Set.of("calculate"));
        }
    }

    private static List<String> classes() throws IOException {
        Path root = root();
        Path tools = root.resolve(World.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.walk(tools)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static Class<?> type(String file) {
        try {
            String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
            return Class.forName(name, false, World.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path root() {
        try {
            return Path.of(World.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
