package dev.belay.bench.durability;

import dev.belay.crash.rig.CounterProcess;
import dev.belay.crash.rig.CountingTool;
import dev.belay.crash.rig.Gate;
import dev.belay.crash.rig.HttpFraming;
import dev.belay.crash.rig.OwnDatabase;
import dev.belay.crash.rig.PluginJar;
import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.script.Script;
import dev.belay.drill.script.ScriptReader;
import dev.belay.support.BelayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What processes of Belay stand between: a durable database, a provider, and a destination of tools that counts.
final class Stage implements AutoCloseable {
    private static final List<String> TOOLS =
            List.of("pure", "plain", "transactional", "keyed", "reconcilable", "unsafe");

    private final Path scratch;
    private final String jvm;
    private final OwnDatabase database;
    private final CounterProcess counter = CounterProcess.start();
    private final StandIn provider;
    private final Path plugins;
    private int started;

    /// @param calls how many tool calls a run may have
    /// @param jvm options of the JVM under measurement, or empty
    Stage(Path scratch, List<Integer> calls, String jvm) {
        this.scratch = scratch;
        this.jvm = jvm;
        database = new OwnDatabase(scratch.resolve("postgres"));
        database.rows("create schema counted");
        database.rows("create table counted.effect (mark text not null)");
        provider = StandIn.start(StandInOptions.onAnyPort().with(script(calls)));
        plugins = PluginJar.in(scratch.resolve("plugins"), CountingTool.class, PlainInsert.class);
    }

    StandIn provider() {
        return provider;
    }

    OwnDatabase database() {
        return database;
    }

    /// In front of the provider.
    Gate providerGate(Gate.Watch watch) {
        return new Gate(provider::port, HttpFraming::new, watch);
    }

    /// @param databasePort of the database, or of a gate in front of it
    /// @param providerPort of the provider, or of a gate in front of it
    BelayProcess start(int databasePort, int providerPort) throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("process-" + started++));
        Path file = folder.resolve("belay.yaml");
        Files.writeString(file, configuration(providerPort));
        Map<String, String> environment = new HashMap<>();
        if (!jvm.isBlank()) {
            environment.put("JAVA_TOOL_OPTIONS", jvm);
        }
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", OwnDatabase.url(databasePort));
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        environment.put(PlainInsert.DATABASE, OwnDatabase.url(database.port()));
        return BelayProcess.serve(folder, environment, "--config", file.toString());
    }

    /// Effects so far, at the destination and in the table.
    Effects effects() {
        int there =
                counter.effects().values().stream().mapToInt(Integer::intValue).sum();
        String rows = database.rows("select count(*)::text from counted.effect")
                .getFirst()
                .getFirst();
        return new Effects(there, Integer.parseInt(rows));
    }

    record Effects(int destination, int table) {}

    /// Each run asks for as many calls as its request says, and then answers.
    private static Script script(List<Integer> calls) {
        StringBuilder yaml = new StringBuilder("name: durability\nmodels:\n  bench: {}\nrules:\n");
        for (int all : calls) {
            for (String tool : TOOLS) {
                for (int done = 0; done < all; done++) {
                    yaml.append("  - when: {user: \"count to %d.\", offers: [%s], results: %d}\n"
                                    .formatted(all, tool, done))
                            .append("    reply: {calls: [{name: %1$s, arguments: {mark: \"%1$s %2$d\"}}]}\n"
                                    .formatted(tool, done));
                }
            }
        }
        return ScriptReader.read(yaml + "  - when: {}\n    reply: {text: The end.}\n");
    }

    private String configuration(int providerPort) {
        String url = "http://127.0.0.1:" + counter.port();
        return """
                quarkus:
                  datasource:
                    jdbc:
                      max-size: 50
                belay:
                  models:
                    bench: {base-url: "http://127.0.0.1:%d/v1", api-key: none, name: bench}
                  routes:
                    default: {models: [bench]}
                  tools:
                    plugins: "%s"
                    http:
                """.formatted(providerPort, plugins)
                + tool("pure", url + "/unsafe", "")
                + tool("keyed", url + "/keyed", "idempotency-header: Idempotency-Key, ")
                + tool(
                        "reconcilable",
                        url + "/reconcilable",
                        "idempotency-header: Idempotency-Key, reconcile-url: \"" + url
                                + "/reconcilable/{idempotency-key}\", ")
                + tool("unsafe", url + "/unsafe", "");
    }

    private static String tool(String name, String url, String more) {
        return "      %1$s: {description: Counts a mark., method: POST, url: \"%2$s\", effect: %1$s, %3$s"
                        .formatted(name, url, more)
                + "allow-private: true, schema: '{\"type\":\"object\",\"properties\":{\"mark\":{\"type\":\"string\"}},"
                + "\"required\":[\"mark\"]}'}\n";
    }

    @Override
    public void close() {
        provider.close();
        counter.close();
        database.close();
    }
}
