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
    private final Setting setting;
    private BelayProcess process;

    private Site(Path folder, Gates gates, Setting setting) {
        this.folder = folder;
        this.gates = gates;
        this.setting = setting;
    }

    /// @param lease in seconds
    public record Surroundings(OwnDatabase database, int tools, int provider, int lease, Setting setting) {}

    /// What processes are given beside their database and their lease.
    public interface Setting {
        /// More of the configuration, as YAML inside `belay:`.
        ///
        /// @param provider port of its gate
        /// @param tools port of theirs
        String yaml(int provider, int tools);

        /// @param url of the database behind its gate
        default Map<String, String> environment(String url) {
            return Map.of();
        }

        /// Further options of the process' virtual machine.
        default String options() {
            return "";
        }
    }

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
            Site site = new Site(folder, gates, around.setting());
            site.restart();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts the process again behind the same gates.
    public void restart() {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_TOOL_OPTIONS", "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 " + setting.options());
        String url = OwnDatabase.url(gates.database().port());
        environment.putAll(setting.environment(url));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", url);
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
        return """
                quarkus:
                  datasource:
                    jdbc:
                      max-size: 200
                belay:
                  ownership: {lease: %ds, max-takeovers: 1000}
                  calls:
                    limits: {first-token: 600s, idle: 60s, floor-tokens-per-second: 0}
                    breaker: {requests: 100000}
                    retry: {base: 10ms, budget: {floor: 100000}}
                """.formatted(around.lease())
                + around.setting()
                        .yaml(gates.provider().port(), gates.tools().port())
                        .indent(2);
    }
}
