package dev.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.script.ScriptReader;
import dev.belay.support.BelayProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Time to start, memory, and the time that Belay adds to a call, at one caller.
///
/// Only the correctness of answers can fail here; what the numbers should be is for the reader.
class OverheadBench {
    private static final int STARTS = Integer.getInteger("belay.bench.starts", 5);
    private static final int WARM_UP = Integer.getInteger("belay.bench.warm-up", 2000);
    private static final int MEASURED = Integer.getInteger("belay.bench.measured", 2000);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Report report = new Report("overhead");
    private StandIn provider;

    @TempDir
    Path folder;

    @BeforeEach
    void provide() throws Exception {
        String script = Files.readString(Path.of("src/test/resources/bench/tools.yaml"));
        provider = StandIn.start(StandInOptions.onAnyPort().with(ScriptReader.read(script)));
    }

    @AfterEach
    void tell() throws Exception {
        provider.close();
        client.close();
        report.tell();
    }

    @Test
    void overhead() throws Exception {
        report.begin(", %d starts, %d warm-up and %d measured requests per way\n", STARTS, WARM_UP, MEASURED);
        starts();
        Subject subject = subject("load");
        try (BelayProcess belay = subject.start()) {
            report.add("| resident memory | MiB |\n|---|--:|");
            memory("after start", belay);
            latency(lanes(belay));
            assertThat(subject.written()).hasContent("Written once per run.");
            report.add("");
            report.add("| resident memory | MiB |\n|---|--:|");
            memory("after load", belay);
        }
    }

    private void starts() {
        Samples cold = new Samples(STARTS);
        Samples warm = new Samples(STARTS);
        for (int i = 0; i < STARTS; i++) {
            Subject subject = subject("start-" + i);
            cold.add(startup(subject));
            warm.add(startup(subject));
        }
        report.add("| process start until listening, median | s |\n|---|--:|");
        report.add(seconds("new database", cold));
        report.add(seconds("existing database", warm));
        report.add("");
    }

    private void latency(List<Lane> lanes) throws Exception {
        rounds(lanes, WARM_UP);
        Map<Lane, Samples> measured = rounds(lanes, MEASURED);
        Samples floor = measured.get(lanes.getFirst());
        report.add("");
        report.add("| way | provider calls | p50 ms | p90 ms | p99 ms | added to p50, ms | p50 to floor |");
        report.add("|---|--:|--:|--:|--:|--:|--:|");
        measured.forEach((lane, samples) -> report.add(samples.row(lane.name(), lane.calls(), floor)));
    }

    /// Takes the lanes in turn, so that what the machine does meanwhile befalls them alike.
    private Map<Lane, Samples> rounds(List<Lane> lanes, int rounds) throws Exception {
        Map<Lane, Samples> samples = new LinkedHashMap<>();
        lanes.forEach(lane -> samples.put(lane, new Samples(rounds)));
        int calls = lanes.stream().mapToInt(Lane::calls).sum();
        for (int i = 0; i < rounds; i++) {
            provider.reset();
            for (Lane lane : lanes) {
                samples.get(lane).add(lane.ask(client));
            }
            assertThat(provider.log()).hasSize(calls);
        }
        return samples;
    }

    private List<Lane> lanes(BelayProcess belay) {
        URI direct = provider.baseUrl();
        URI server = belay.uri("/");
        return List.of(
                Lane.plain("direct (floor)", direct, "standin-ok"),
                Lane.plain("model id", server, "floor"),
                Lane.plain("policy, no tools", server, "belay"),
                Lane.withTool("policy, tool that only reads", server, "calculate", false),
                Lane.withTool("policy, tool with an effect, journaled", server, "write_file", true),
                Lane.streamed("direct, first byte of a stream", direct, "standin-ok"),
                Lane.streamed("policy, first byte of a stream", server, "belay"));
    }

    private Subject subject(String name) {
        return Subject.on(folder.resolve(name), provider, System.getProperty("belay.bench.jvm", ""));
    }

    private static long startup(Subject subject) {
        try (BelayProcess belay = subject.start()) {
            return belay.startup().toNanos();
        }
    }

    private void memory(String when, BelayProcess belay) {
        Subject.residentMiB(belay).ifPresent(mib -> report.add("| %s | %d |".formatted(when, mib)));
    }

    private static String seconds(String name, Samples samples) {
        return String.format(Locale.ROOT, "| %s | %.2f |", name, samples.millis(0.5) / 1000);
    }
}
