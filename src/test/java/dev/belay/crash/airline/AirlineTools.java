package dev.belay.crash.airline;

import dev.belay.airline.Recording;
import dev.belay.crash.rig.Site;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The airline's tools from their jar, and the models of all conversations.
///
/// @param more of the configuration
record AirlineTools(Path jar, List<Play> plays, String more) implements Site.Setting {

    AirlineTools(Path jar, List<Play> plays) {
        this(jar, plays, "");
    }

    static List<String> names() {
        try {
            String tools = Files.readString(Recording.folder().resolve("tools.json"));
            return StreamSupport.stream(Json.tree(tools).spliterator(), false)
                    .map(tool -> tool.at("/function/name").asText())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String yaml(int provider, int tools) {
        StringBuilder yaml = new StringBuilder("models:\n");
        plays.stream()
                .map(play -> "  %s: {base-url: \"http://127.0.0.1:%d/v1\", api-key: none, name: \"%s\"}%n"
                        .formatted(play.model(), provider, play.providersModel()))
                .distinct()
                .forEach(yaml::append);
        return yaml.append("routes:\n  default: {models: [%s]}\n"
                        .formatted(plays.getFirst().model()))
                .append("tools: {plugins: \"%s\", plugins-replace: calculate, guard: {escalate-after: 0}}%n"
                        .formatted(jar))
                .append(more)
                .toString();
    }

    /// Who has come to a call waits for all the others at the provider, which is no fault of it.
    @Override
    public String options() {
        return Stream.of("agent.NativeTier", "adk.AdkTier", "loop.LoopTier")
                .map(tier -> "'-Dquarkus.fault-tolerance.\"dev.belay.tier." + tier + "$Wait/await\".timeout.value=900'")
                .collect(Collectors.joining(" "));
    }

    /// The tools that only read have connections of their own to the same database.
    @Override
    public Map<String, String> environment(String url) {
        return Map.of("AIRLINE_JDBC_URL", url);
    }
}
