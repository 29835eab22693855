package dev.belay.edge.cli.drill;

import dev.belay.drill.score.catalogue.Programme;
import dev.belay.drill.score.play.Exercise;
import dev.belay.strategy.Strategies;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// What is drilled, and how much of it.
final class RunOptions {
    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "A gateway's address up to and with /v1; without it a server of our own is started.")
    private URI target;

    @Option(names = "--key", paramLabel = "KEY", description = "Sent to the gateway as the bearer token.")
    private String key;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "How the gateway is asked for each fault (YAML): model names and headers.")
    private Path map;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Instead of a file: the model name, with {fault} in it; drill-{fault} if neither is given.")
    private String model;

    @Option(
            names = "--write-config",
            paramLabel = "FILE",
            description = "Write what the gateway has to know of the provider, and end; - for standard output.")
    private String writeConfig;

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Faults to play, as W08,W15; all if none is named.")
    private List<String> only = List.of();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each fault is played, streamed and not.")
    private int repeats;

    @Option(
            names = "--time-scale",
            paramLabel = "F",
            defaultValue = "1",
            description = "Durations of faults times this, and our own server's limits with them.")
    private double timeScale;

    @Option(
            names = "--provider-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the stand-in provider, on loopback; a free one if none.")
    private int providerPort;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "By which a server of our own answers, as race; sequential if none is named.")
    private String strategy;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Of whatever the provider draws.")
    private long seed;

    /// @throws IllegalArgumentException if an option makes no sense
    void check() {
        if (repeats < 1 || repeats > 100) {
            throw new IllegalArgumentException("--repeats: not between 1 and 100: " + repeats);
        }
        if (target == null && (map != null || model != null || key != null)) {
            throw new IllegalArgumentException("--key, --model and --map need a --target");
        }
        if (target != null && strategy != null) {
            throw new IllegalArgumentException("--strategy is for a server of our own, not for a --target");
        }
        if (strategy != null && !Strategies.BUILT.contains(Strategies.named(strategy))) {
            throw new IllegalArgumentException("--strategy: there is no strategy \"" + strategy + "\"; there are: "
                    + String.join(", ", Strategies.BUILT));
        }
        if (map != null && model != null) {
            throw new IllegalArgumentException("--model and --map say the same; give one of them");
        }
        programme();
    }

    List<Exercise> programme() {
        return Programme.of(
                only.stream().map(id -> id.strip().toUpperCase(Locale.ROOT)).collect(Collectors.toSet()));
    }

    URI target() {
        return target;
    }

    String key() {
        return key;
    }

    Path map() {
        return map;
    }

    String model() {
        return model;
    }

    String writeConfig() {
        return writeConfig;
    }

    int repeats() {
        return repeats;
    }

    double timeScale() {
        return timeScale;
    }

    int providerPort() {
        return providerPort;
    }

    String strategy() {
        return strategy;
    }

    long seed() {
        return seed;
    }
}
