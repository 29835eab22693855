package dev.belay.tool.plugin;

import dev.belay.tool.BadTools;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.ToolSource.Supplied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// One entry of the list: a jar, or a folder whose jars belong together, with a class loader of its own. Classes of
/// Belay win over those in the jars.
final class Plugin implements AutoCloseable {
    private static final String SERVICE = "META-INF/services/" + Tool.class.getName();

    private final String property;
    private final Path place;
    private final URLClassLoader loader;

    private Plugin(String property, Path place, List<Path> jars) {
        this.property = property;
        this.place = place;
        this.loader = new URLClassLoader(
                "plugin " + place.getFileName(),
                jars.stream().map(Plugin::url).toArray(URL[]::new),
                Plugin.class.getClassLoader());
    }

    /// @param property names the entry in messages
    /// @throws BadTools if there is no such jar, or no jar in the folder
    static Plugin open(String property, String place) {
        try {
            Path path = Path.of(place.strip());
            List<Path> jars = jars(property, path);
            for (Path jar : jars) {
                try (ZipFile readable = new ZipFile(jar.toFile())) {
                    readable.size();
                } catch (IOException _) {
                    throw bad(property, jar + " is not a jar");
                }
            }
            return new Plugin(property, path, jars);
        } catch (InvalidPathException _) {
            throw bad(property, place + " is not a path");
        }
    }

    private static List<Path> jars(String property, Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw bad(property, path + " does not exist");
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw bad(property, "there is no jar in " + path);
            }
            return jars;
        } catch (IOException _) {
            throw bad(property, path + " cannot be read");
        }
    }

    /// New instances of what the jars declare.
    ///
    /// @throws BadTools if they declare nothing, or what they declare is no tool or cannot be created
    List<Supplied> tools() {
        if (loader.findResource(SERVICE) == null) {
            throw bad(property, place + " declares no tool: it has no " + SERVICE);
        }
        List<Supplied> tools = new ArrayList<>();
        List<BadTools.Problem> problems = new ArrayList<>();
        try {
            ServiceLoader.load(Tool.class, loader).stream().forEach(provider -> add(provider, tools, problems));
        } catch (ServiceConfigurationError | LinkageError e) {
            problems.add(new BadTools.Problem(property, place + ": " + why(e)));
        }
        if (tools.isEmpty() && problems.isEmpty()) {
            problems.add(new BadTools.Problem(property, place + " declares no tool: its " + SERVICE + " is empty"));
        }
        if (!problems.isEmpty()) {
            throw new BadTools(problems);
        }
        return tools;
    }

    private void add(ServiceLoader.Provider<Tool> provider, List<Supplied> tools, List<BadTools.Problem> problems) {
        String type = provider.type().getName();
        try {
            Optional<ToolDescription> description = ToolDescription.of(provider.type());
            if (description.isEmpty()) {
                problems.add(
                        new BadTools.Problem(property, place + ": " + type + " is a Tool without @ToolDefinition"));
            } else {
                tools.add(new Supplied(description.get(), provider.get(), property + " (" + place + ": " + type + ")"));
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            problems.add(new BadTools.Problem(property, place + ": " + type + " cannot be created: " + why(e)));
        }
    }

    /// The loader's own words say "Provider x could not be instantiated"; the reason is beneath.
    private static String why(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof ServiceConfigurationError
                ? cause.getMessage().replace(Tool.class.getName() + ": ", "")
                : cause.toString();
    }

    private static BadTools bad(String property, String what) {
        return new BadTools(List.of(new BadTools.Problem(property, what)));
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
