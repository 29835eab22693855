package dev.belay.edge.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What the run left in the folder of the demonstration.
///
/// @param root the folder
record Written(Path root) {

    /// Each file and what is in it, read back from the disk.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (File file : files()) {
            lines.add("Written: " + file.name() + " (" + file.bytes() + " bytes)");
            file.text().lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    ArrayNode json() {
        ArrayNode all = Json.mapper().createArrayNode();
        for (File file : files()) {
            all.addObject().put("file", file.name()).put("bytes", file.bytes()).put("text", file.text());
        }
        return all;
    }

    /// Removes the folder. May be called again, and while another thread does the same.
    ///
    /// @return whether it is gone
    boolean remove() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException _) {
            // told by what is left
        }
        return Files.notExists(root);
    }

    /// The sample files are in folders of their own.
    private List<File> files() {
        try (Stream<Path> paths = Files.list(root)) {
            List<File> files = new ArrayList<>();
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                files.add(new File(path.getFileName().toString(), Files.size(path), Files.readString(path)));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file as it is on the disk.
    private record File(String name, long bytes, String text) {}
}
