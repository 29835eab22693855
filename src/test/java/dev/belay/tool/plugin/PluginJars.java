package dev.belay.tool.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/// Makes jars of sources.
final class PluginJars {
    private static final String SERVICE = "META-INF/services/dev.belay.tool.Tool";

    private PluginJars() {}

    /// @param declared content of the service entry; `null` for none
    /// @param sources by class name
    static Path compile(Path jar, String declared, Map<String, String> sources) throws IOException {
        Path work = Files.createTempDirectory(jar.getParent(), "sources");
        List<String> command =
                new ArrayList<>(List.of("-proc:none", "-d", work.resolve("out").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            command.add(Files.writeString(file, source.getValue()).toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalArgumentException("the sources do not compile");
        }
        pack(jar, declared, work.resolve("out"));
        return jar;
    }

    private static void pack(Path jar, String declared, Path classes) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entry(out, classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            if (declared != null) {
                entry(out, SERVICE, declared.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    /// A jar of some of the entries of another.
    static void only(Path jar, Path target, Predicate<String> names) throws IOException {
        try (JarFile from = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
            from.stream().filter(entry -> names.test(entry.getName())).forEach(entry -> {
                try {
                    entry(out, entry.getName(), from.getInputStream(entry).readAllBytes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void entry(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
