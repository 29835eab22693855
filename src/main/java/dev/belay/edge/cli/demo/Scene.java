package dev.belay.edge.cli.demo;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.demo.Demo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the demonstration is played on: a provider that misbehaves, a folder of files, and a configuration that knows
/// both and nothing else.
///
/// @param provider base URL of the stand-in, which runs until the process ends
/// @param root folder of the file tools
record Scene(String provider, Path root) {
    static final String POLICY = "demo";
    static final List<String> TOOLS = List.of("list_files", "read_file", "calculate", "write_file");

    /// Where the second parse of the command finds the folder that the first one made.
    static final String ROOT_PROPERTY = "dev.belay.demo.root";

    /// Starts the stand-in and lays out the files.
    static Scene set() {
        try {
            Path root = Files.createTempDirectory("belay-demo-").toRealPath();
            Demo.copyFiles(root);
            StandIn standIn =
                    StandIn.start(StandInOptions.onAnyPort().with(Demo.load().script()));
            return new Scene(standIn.baseUrl().toString(), root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Comes before every other source of configuration, so that the demonstration plays the same on every machine.
    Map<String, String> configuration() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("belay.config", "");
        properties.put(ROOT_PROPERTY, root.toString());
        properties.put("belay.tools.root", root.toString());
        for (String model : Demo.ROUTE) {
            properties.put("belay.models." + model + ".base-url", provider);
            properties.put("belay.models." + model + ".name", model);
            properties.put("belay.models." + model + ".input-price", "0.40");
            properties.put("belay.models." + model + ".output-price", "1.60");
        }
        properties.put("belay.routes." + POLICY + ".models", String.join(",", Demo.ROUTE));
        properties.put("belay.policies." + POLICY + ".route", POLICY);
        properties.put("belay.policies." + POLICY + ".strategy", "sequential");
        properties.put("belay.policies." + POLICY + ".tools", String.join(",", TOOLS));
        properties.put("belay.calls.limits.first-token", "2s");
        properties.put("belay.calls.retry.attempts", "3");
        properties.put("belay.calls.retry.base", "100ms");
        return properties;
    }
}
