package dev.belay.edge.cli.drill;

import dev.belay.platform.Workers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Belay server in a process of its own, on a free port, with a database that is thrown away with it. Ends with this
/// process.
final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    private static final int LAST_LINES = 30;
    private static final int GRACE_SECONDS = 40;

    private final Path folder;
    private final Process process;
    private final Thread clearing = new Thread(this::end);
    private final Workers workers = new Workers();
    private URI address;

    private ServerProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// Returns when it listens.
    ///
    /// @param program by which this program is started
    /// @param configuration properties and their values
    /// @throws IOException if it does not start; the message holds what it said last
    static ServerProcess start(List<String> program, Map<String, String> configuration) throws IOException {
        Path folder = Files.createTempDirectory("belay-drill-");
        Path config = Files.writeString(folder.resolve("drill.yaml"), yaml(configuration));
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("serve", "--port", "0", "--config", config.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(ServerProcess::wouldConfigure);
        environment.put("BELAY_STATE", folder.resolve("state").toString());
        ServerProcess server = new ServerProcess(folder, builder.start());
        Runtime.getRuntime().addShutdownHook(server.clearing);
        server.awaitAddress();
        return server;
    }

    private static String yaml(Map<String, String> configuration) {
        return configuration.entrySet().stream()
                .map(entry -> entry.getKey() + ": '" + entry.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }

    URI address() {
        return address;
    }

    /// The drill plays the same on every machine.
    private static boolean wouldConfigure(String name) {
        return name.startsWith("BELAY_")
                || name.startsWith("QUARKUS_")
                || name.startsWith("OPENAI_")
                || name.startsWith("OTEL_");
    }

    private void awaitAddress() throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Deque<String> last = new ArrayDeque<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                address = URI.create(listening.group(1));
                drain(said);
                return;
            }
            last.add(line);
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
        }
        close();
        throw new IOException("the server did not start:\n" + String.join("\n", last));
    }

    /// What it logs goes to a file, so that it never waits for a reader.
    private void drain(BufferedReader said) {
        Path log = folder.resolve("server.log");
        workers.start(() -> {
            try (var out = Files.newBufferedWriter(log)) {
                said.transferTo(out);
            } catch (IOException _) {
                // the server has gone, or its folder
            }
        });
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(clearing);
        } catch (IllegalStateException _) {
            return;
        }
        end();
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
        }
        workers.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException _) {
            // a temporary folder that could not be removed
        }
    }
}
