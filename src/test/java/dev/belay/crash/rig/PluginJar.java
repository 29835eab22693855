package dev.belay.crash.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/// Tools, packed as an operator would pack them.
public final class PluginJar {
    private PluginJar() {}

    /// @return the jar, in this folder
    public static Path in(Path folder) {
        return in(folder, CountingTool.class);
    }

    /// @param tools each in a class of its own
    /// @return the jar, in this folder
    public static Path in(Path folder, Class<?>... tools) {
        Path file = folder.resolve("counting-tool.jar");
        try {
            Files.createDirectories(folder);
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
                for (Class<?> tool : tools) {
                    String entry = tool.getName().replace('.', '/') + ".class";
                    try (InputStream type = tool.getClassLoader().getResourceAsStream(entry)) {
                        jar.putNextEntry(new ZipEntry(entry));
                        type.transferTo(jar);
                    }
                }
                jar.putNextEntry(new ZipEntry("META-INF/services/dev.belay.tool.Tool"));
                String names = Arrays.stream(tools).map(Class::getName).collect(Collectors.joining("\n"));
                jar.write(names.getBytes(StandardCharsets.UTF_8));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
