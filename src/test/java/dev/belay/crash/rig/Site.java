package dev.belay.crash.rig;

import dev.belay.support.BelayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process of Belay with gates of its own in front of database, tools and provider.
public final class Site implements AutoCloseable {
    private final Path folder;
    private final Gates gates;
    private BelayProcess process;

    private Site(Path folder, Gates gates) {
        this.folder = folder;
        this.gates = gates;
    }

    /// @param lease in seconds
    public record Surroundings(OwnDatabase database, int tools, int provider, Path plugins, int lease) {}

    /// What each gate looks for.
    public record Watches(Gate.Watch database, Gate.Watch tools, Gate.Watch provider) {
        public static final Watches NONE = new Watches(Gate.Watch.NOTHING, Gate.Watch.NOTHING, Gate.Watch.NOTHING);
    }

    private record Gates(Gate database, Gate tools, Gate provider) {}

    public static Site start(Path folder, Surroundings around, Watches watches) {
        try {
            Gates gates = new Gates(
                    new Gate(around.database()::port, PostgresFraming::new, watches.database()),
                    new Gate(around::tools, HttpFraming::new, watches.tools()),
                    new Gate(around::provider, HttpFraming::new, watches.provider()));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("belay.yaml"), configuration(around, gates));
            Site site = new Site(folder, gates);
            site.restart();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts the process again behind the same gates.
    public void restart() {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_TOOL_OPTIONS", "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL", OwnDatabase.url(gates.database().port()));
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        process = BelayProcess.serve(
                folder, environment, "--config", folder.resolve("belay.yaml").toString());
    }

    public BelayProcess process() {
        return process;
    }

    public Gate database() {
        return gates.database();
    }

    public void kill() {
        process.kill();
    }

    /// SIGSTOP or SIGCONT.
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.kill();
        gates.database().close();
        gates.tools().close();
        gates.provider().close();
    }

    private static String configuration(Surroundings around, Gates gates) {
        String tools = "http://127.0.0.1:" + gates.tools().port();
        return """
                quarkus:
                  datasource:
                    jdbc:
                      max-size: 200
                belay:
                  ownership: {lease: %1$ds}
                  calls:
                    limits: {first-token: 60s, idle: 60s, floor-tokens-per-second: 0}
                    breaker: {requests: 100000}
                  models:
                    crash: {base-url: "http://127.0.0.1:%2$d/v1", api-key: none, name: crash}
                  routes:
                    default: {models: [crash]}
                  tools:
                """.formatted(around.lease(), gates.provider().port())
                + (around.plugins() == null ? "" : "    plugins: \"" + around.plugins() + "\"\n")
                + "    http:\n"
                + tool("keyed", tools, "timeout: 60s, idempotency-header: Idempotency-Key")
                + tool(
                        "reconcilable",
                        tools,
                        "timeout: 10s, idempotency-header: Idempotency-Key, reconcile-url: \"" + tools
                                + "/reconcilable/{idempotency-key}\"")
                + tool("unsafe", tools, "timeout: 60s");
    }

    private static String tool(String name, String base, String more) {
        return "      %1$s: {description: Counts a mark., method: POST, url: \"%2$s/%1$s\", effect: %1$s, %3$s,"
                        .formatted(name, base, more)
                + " allow-private: true, schema: '{\"type\":\"object\",\"properties\":{\"mark\":{\"type\":\"string\"}},"
                + "\"required\":[\"mark\"]}'}\n";
    }
}
