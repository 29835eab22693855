package dev.belay.bench;

import dev.belay.drill.StandIn;
import dev.belay.support.BelayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The packaged application, configured to ask a stand-in provider, with a scratch folder that lives longer than one
/// process.
///
/// @param jvm options of the JVM under measurement, such as `-Xmx256m`; or empty
record Subject(Path scratch, String jvm) {

    static Subject on(Path scratch, StandIn provider, String jvm) {
        try {
            Files.createDirectories(scratch.resolve("files"));
            Files.writeString(
                    scratch.resolve("belay.yaml"), """
                    belay:
                      models:
                        floor: {base-url: "%1$s", api-key: bench, name: standin-ok}
                        tools: {base-url: "%1$s", api-key: bench, name: bench-tools}
                      routes:
                        default: {models: [floor]}
                        tools: {models: [tools]}
                      policies:
                        tools: {route: tools}
                      tools:
                        root: "%2$s"
                    """.formatted(provider.baseUrl(), scratch.resolve("files")));
            return new Subject(scratch, jvm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts it and waits until it listens. The first start on a scratch folder also makes the database.
    BelayProcess start() {
        Map<String, String> environment = new HashMap<>();
        if (!jvm.isBlank()) {
            environment.put("JAVA_TOOL_OPTIONS", jvm);
        }
        return BelayProcess.serve(
                scratch, environment, "--config", scratch.resolve("belay.yaml").toString());
    }

    Path written() {
        return scratch.resolve("files/bench.md");
    }

    /// MiB of the process in memory, as far as the system tells.
    static OptionalLong residentMiB(BelayProcess process) {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException _) {
            return OptionalLong.empty();
        }
    }
}
