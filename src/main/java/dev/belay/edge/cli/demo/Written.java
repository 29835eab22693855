package dev.belay.edge.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What the run left in the folder of the demonstration.
///
/// @param root the folder
record Written(Path root) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.add("Written: " + file + " (" + Files.size(file) + " bytes)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
