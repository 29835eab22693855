package dev.belay.edge.cli.drill;

import dev.belay.drill.StandInOptions;
import dev.belay.drill.Tempo;
import dev.belay.drill.script.ScriptReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// How the stand-in provider is to be started.
final class ProviderOptions {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,7})(?:-(\\d{1,7}))?");

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = "Port; a free one if none.")
    private int port;

    @Option(names = "--script", paramLabel = "FILE", description = "Scripted conversations (YAML); repeatable.")
    private List<Path> scripts = List.of();

    @Option(
            names = "--recordings",
            paramLabel = "FILE",
            description = "Recorded conversations (JSON Lines of OpenAI messages); repeatable.")
    private List<Path> recordings = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of whatever is drawn: variants, shares, latencies.")
    private long seed;

    @Option(
            names = "--latency",
            paramLabel = "MS[-MS]",
            defaultValue = "0",
            description = "Before the first byte of every answer, or between two limits.")
    private String latency;

    @Option(
            names = "--token-rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Tokens per second; 0 for as fast as they are taken.")
    private int tokenRate;

    @Option(
            names = "--time-scale",
            paramLabel = "F",
            defaultValue = "1",
            description = "Durations of faults times this: at 0.1 the 60 s of w15 take 6.")
    private double timeScale;

    /// @throws IllegalArgumentException if a number makes no sense, or a script none
    StandInOptions read() throws IOException {
        Matcher range = RANGE.matcher(latency);
        if (!range.matches()) {
            throw new IllegalArgumentException("--latency: not milliseconds: " + latency);
        }
        Duration least = Duration.ofMillis(Long.parseLong(range.group(1)));
        Duration most = range.group(2) == null ? least : Duration.ofMillis(Long.parseLong(range.group(2)));
        Tempo tempo =
                Tempo.AT_ONCE.latency(least, most).tokensPerSecond(tokenRate).scale(timeScale);
        StandInOptions options = StandInOptions.onPort(port).withSeed(seed).with(tempo);
        for (Path script : scripts) {
            options = options.with(ScriptReader.read(Files.readString(script)));
        }
        for (Path recording : recordings) {
            options = options.withRecordings(recording);
        }
        return options;
    }
}
