package dev.belay.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belay.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Published clients for Node, unchanged, in the versions that `src/test/node/package.json` names. A test that needs
/// them is skipped, saying so, where there is no Node or they cannot be had.
public final class NodeClients {
    /// Where the scripts are run.
    public static final Path FOLDER = Path.of("target/node-clients");

    private static final Path SOURCE = Path.of("src/test/node");

    private NodeClients() {}

    /// @param output standard output and standard error
    public record Result(int status, String output) {}

    /// Puts the scripts and the clients into the folder.
    public static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!complete()) {
            Result install = run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund");
            assumeTrue(install.status == 0, "skipped, because npm cannot install the clients: " + install.output);
        }
    }

    private static boolean complete() throws IOException {
        Path modules = FOLDER.resolve("node_modules");
        for (var client : Json.tree(Files.readString(FOLDER.resolve("package.json")))
                .path("dependencies")
                .properties()) {
            Path about = modules.resolve(client.getKey()).resolve("package.json");
            if (!Files.exists(about)
                    || !Json.tree(Files.readString(about)).path("version").equals(client.getValue())) {
                return false;
            }
        }
        return true;
    }

    /// Runs a command in the folder, for two minutes at most.
    public static Result run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(FOLDER, "output", ".txt");
        try {
            Process process = start(List.of(command), builder -> builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile()));
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, "no end within 120 s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /// Starts a command in the folder.
    public static Process start(List<String> command, java.util.function.Consumer<ProcessBuilder> more) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(FOLDER.toFile());
        more.accept(builder);
        try {
            return builder.start();
        } catch (IOException e) {
            assumeTrue(false, "skipped, because there is no " + command.getFirst() + ": " + e.getMessage());
            throw new IllegalStateException("unreachable", e);
        }
    }
}
