package dev.belay.crash.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/// The transactional tool, packed as an operator would pack one.
public final class PluginJar {
    private PluginJar() {}

    /// @return the jar, in this folder
    public static Path in(Path folder) {
        String entry = CountingTool.class.getName().replace('.', '/') + ".class";
        Path file = folder.resolve("counting-tool.jar");
        try {
            Files.createDirectories(folder);
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                    InputStream type = CountingTool.class.getClassLoader().getResourceAsStream(entry)) {
                jar.putNextEntry(new ZipEntry(entry));
                type.transferTo(jar);
                jar.putNextEntry(new ZipEntry("META-INF/services/dev.belay.tool.Tool"));
                jar.write(CountingTool.class.getName().getBytes(StandardCharsets.UTF_8));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
