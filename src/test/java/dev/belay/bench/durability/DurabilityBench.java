package dev.belay.bench.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.bench.Report;
import dev.belay.bench.Samples;
import dev.belay.crash.rig.Gate;
import dev.belay.crash.rig.PostgresFraming;
import dev.belay.support.BelayProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What durability costs: round trips to PostgreSQL and time per tool call of each effect class, and runs per second
/// with one process and with two.
///
/// Only a wrong answer or a wrong number of effects can fail here.
class DurabilityBench {
    private static final int CALLS = Integer.getInteger("belay.bench.durability.calls", 4);
    private static final int COUNTED = Integer.getInteger("belay.bench.durability.counted", 20);
    private static final int WARM_UP = Integer.getInteger("belay.bench.durability.warm-up", 200);
    private static final int MEASURED = Integer.getInteger("belay.bench.durability.measured", 300);
    private static final List<Flow> JOURNALED =
            List.of(Flow.PURE, Flow.TRANSACTIONAL, Flow.KEYED, Flow.RECONCILABLE, Flow.UNSAFE);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Report report = new Report("durability");
    private Stage stage;
    private int atDestination;
    private int inTable;

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() {
        stage = new Stage(folder, List.of(1, CALLS), System.getProperty("belay.bench.jvm", ""));
    }

    @AfterEach
    void tell() throws Exception {
        stage.close();
        client.close();
        report.tell();
    }

    @Test
    void durability() throws Exception {
        report.begin("");
        roundTrips();
        latency();
        throughput();
        assertThat(stage.effects()).isEqualTo(new Stage.Effects(atDestination, inTable));
    }

    private void roundTrips() throws Exception {
        report.add("\nRound trips to PostgreSQL, counted on the wire in %d runs each\n".formatted(COUNTED));
        report.add("| effect class | per tool call | of which | per run beside | of which |");
        report.add("|---|--:|---|--:|---|");
        Statements statements = new Statements();
        try (Gate gate = new Gate(stage.database()::port, PostgresFraming::new, statements);
                BelayProcess belay = stage.start(gate.port(), stage.provider().port())) {
            for (Flow flow : JOURNALED) {
                counted(flow, belay, CALLS, statements);
                var idle = counted(flow, belay, 0, statements);
                var trips = RoundTrips.of(idle, counted(flow, belay, CALLS, statements), COUNTED, CALLS);
                report.add("| %s | %d | %s | %d | %s |"
                        .formatted(
                                flow.name(),
                                RoundTrips.sum(trips.each()),
                                RoundTrips.words(trips.each()),
                                RoundTrips.sum(trips.once()),
                                RoundTrips.words(trips.once())));
            }
        }
    }

    private Map<String, Integer> counted(Flow flow, BelayProcess belay, int calls, Statements statements)
            throws Exception {
        statements.take();
        for (int i = 0; i < COUNTED; i++) {
            run(flow, belay.uri("/"), calls);
        }
        return statements.take();
    }

    private void latency() throws Exception {
        Turns turns = new Turns();
        List<Flow> flows = new ArrayList<>(List.of(Flow.DESTINATION, Flow.INSERT));
        flows.addAll(JOURNALED);
        try (Gate gate = stage.providerGate(turns);
                BelayProcess belay = stage.start(stage.database().port(), gate.port())) {
            turns(flows, belay, WARM_UP, turns);
            Map<Flow, Samples> measured = turns(flows, belay, MEASURED, turns);
            report.add(
                    "\nTime of a turn: the provider's reply, its decision, one tool call, until the provider is asked"
                            + " again; %d runs with %d calls each, one after another\n".formatted(MEASURED, CALLS));
            report.add("| effect class | p50 ms | p90 ms | p99 ms | added to p50 | to p90 | to p99 | p50 to floor |");
            report.add("|---|--:|--:|--:|--:|--:|--:|--:|");
            measured.forEach((flow, samples) -> report.add(row(flow, samples, measured)));
        }
    }

    /// Takes the flows in turn, so that what the machine does meanwhile befalls them alike.
    private Map<Flow, Samples> turns(List<Flow> flows, BelayProcess belay, int runs, Turns turns) throws Exception {
        Map<Flow, Samples> samples = new LinkedHashMap<>();
        flows.forEach(flow -> samples.put(flow, new Samples(runs * CALLS)));
        for (int i = 0; i < runs; i++) {
            for (Flow flow : flows) {
                turns.take();
                run(flow, belay.uri("/"), CALLS);
                List<Long> taken = turns.take();
                assertThat(taken).hasSize(CALLS);
                taken.forEach(samples.get(flow)::add);
            }
        }
        return samples;
    }

    private static String row(Flow flow, Samples samples, Map<Flow, Samples> all) {
        Samples floor = all.get(flow.floor() == null ? flow : flow.floor());
        StringBuilder row = new StringBuilder("| " + flow.name() + " |");
        for (double share : new double[] {0.5, 0.9, 0.99}) {
            row.append(String.format(Locale.ROOT, " %.2f |", samples.millis(share)));
        }
        for (double share : new double[] {0.5, 0.9, 0.99}) {
            row.append(String.format(Locale.ROOT, " %+.2f |", samples.millis(share) - floor.millis(share)));
        }
        return row + String.format(Locale.ROOT, " %.1f |", samples.millis(0.5) / floor.millis(0.5));
    }

    private void throughput() throws Exception {
        try (BelayProcess one =
                        stage.start(stage.database().port(), stage.provider().port());
                BelayProcess two =
                        stage.start(stage.database().port(), stage.provider().port())) {
            Crowd crowd = new Crowd(client, stage.provider(), List.of(one.uri("/"), two.uri("/")));
            report.addAll(crowd.report(List.of(Flow.DESTINATION, Flow.UNSAFE)));
            atDestination += crowd.calls();
        }
    }

    private void run(Flow flow, URI server, int calls) throws Exception {
        flow.run(client, server, calls);
        if (flow.inserts()) {
            inTable += calls;
        } else {
            atDestination += calls;
        }
    }
}
