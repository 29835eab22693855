package dev.belay.drill.demo;

import dev.belay.drill.script.Script;
import dev.belay.drill.script.ScriptReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the demonstration needs: a script for the stand-in, the question to ask, and files for the tools to
/// work on. The scenario is told at the head of `demo/invoice.yaml`.
public record Demo(Script script) {
    /// The route on which the first tier falls and the second holds.
    public static final List<String> ROUTE = List.of("demo-primary", "demo-secondary");

    private static final List<String> FILES =
            List.of("invoices/HP-2031.txt", "invoices/NW-118.txt", "terms/payments.txt");

    public static Demo load() {
        return new Demo(ScriptReader.read(new String(resource("invoice.yaml"), StandardCharsets.UTF_8)));
    }

    public String question() {
        return script.ask();
    }

    /// Copies the sample files into `root`, which is created if need be and becomes the root of the file tools.
    ///
    /// @throws UncheckedIOException if that folder cannot be written
    public static void copyFiles(Path root) {
        try {
            for (String name : FILES) {
                Path target = root.resolve(name);
                Files.createDirectories(target.getParent());
                Files.write(target, resource("files/" + name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Demo.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("demo/" + name + " is not in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
