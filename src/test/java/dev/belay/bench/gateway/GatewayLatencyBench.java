package dev.belay.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.bench.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Time that gateways add to a call, streams that pass through them, and calls per second.
///
/// Only answers that Belay did not give can fail here; what the numbers should be is for the reader.
/// `src/test/bench/gateway-latency.sh` runs it with all that it is compared with.
class GatewayLatencyBench {
    private static final int WARM_UP = Integer.getInteger("belay.bench.gateway.warm-up", 20_000);

    private final Report report = new Report("gateway-latency");
    private final List<String> failed = new ArrayList<>();
    private LineUp lineUp;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        lineUp = new LineUp(folder);
    }

    @AfterEach
    void tell() throws Exception {
        lineUp.close();
        report.tell();
    }

    @Test
    void latency() throws Exception {
        List<Way> ways = lineUp.ways();
        report.begin(", warmed up by %d calls each way", WARM_UP);
        for (Way way : ways) {
            warmUp(way);
        }
        latency(OneCaller.title(), OneCaller.measure(ways));
        latency(FixedRate.title(), FixedRate.measure(ways));
        List<Streams.Heard> streams = Streams.measure(ways);
        report.addAll(Streams.report(streams));
        streams.forEach(heard -> failed("stream", heard.way(), heard.first()));
        List<Throughput.Passed> passed = Throughput.measure(ways);
        report.addAll(Throughput.report(passed));
        passed.forEach(each -> failed("many callers", each.way(), each.taken()));
        assertThat(failed).as("calls without an answer").noneMatch(line -> line.contains(Way.Kind.BELAY.title()));
    }

    private void latency(String title, Map<Way, Taken> taken) {
        report.addAll(Latency.report(title, taken));
        taken.forEach((way, times) -> failed(title, way, times));
    }

    private void failed(String where, Way way, Taken taken) {
        if (taken.misses() > 0) {
            String line = "%s, %s: %d failed, most of them: %s"
                    .formatted(way.kind().title(), where, taken.misses(), taken.why());
            failed.add(line);
            report.add("\n" + line);
        }
    }

    private static void warmUp(Way way) throws Exception {
        int callers = 16;
        Callers.all(callers, () -> {
            try (Caller caller = way.caller(Question.CALL)) {
                for (int i = 0; i < WARM_UP / callers; i++) {
                    caller.ask();
                }
            }
        });
    }
}
