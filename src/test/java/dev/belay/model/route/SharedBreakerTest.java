package dev.belay.model.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.health.Sharing;
import dev.belay.model.Plays;
import dev.belay.model.RawProvider;
import dev.belay.platform.Pause;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Breakers of models in processes that share a database. A second of the fault catalogue lasts 50 ms.
@Timeout(60)
class SharedBreakerTest extends DoorOnTwoProviders {
    private static final String[] SCALED = {
        "belay.calls.breaker.delay", "500ms",
        "belay.calls.retry.base", "20ms"
    };

    private final AtomicBoolean healthy = new AtomicBoolean();

    @BeforeEach
    void forget() throws SQLException, IOException {
        Sharing.forget();
        RawProvider.Play well = Plays.says("first");
        RawProvider.Play broken = Plays.error(503);
        firstPlays((request, line) -> (healthy.get() ? well : broken).on(request, line));
    }

    @Test
    void w15OpensFallsProbesAFewTimesAndComesBack() throws Exception {
        open(SCALED);
        List<String> answered = new ArrayList<>();
        try (var _ = Sharing.of(bench.health)) {
            for (int second = 0; second < 60; second += 4) {
                answered.add(request());
            }
            int until = first.calls();
            healthy.set(true);
            for (int second = 60; second < 80; second += 4) {
                answered.add(request());
            }
            await().atMost(Duration.ofMillis(500)).until(() -> request().equals("primary"));

            assertThat(answered.subList(0, 15)).containsOnly("secondary");
            assertThat(until).as("8 calls that open it, then one probe a delay").isBetween(9, 8 + 7);
            assertThat(bench.news)
                    .filteredOn(HealthEvent.Opened.class::isInstance)
                    .hasSize(1);
            assertThat(bench.news).last().isInstanceOf(HealthEvent.Recovered.class);
        }
    }

    @Test
    void whatOneProcessFoundOutSparesTheProviderAllOthers() throws Exception {
        open("belay.calls.breaker.delay", "1h");
        DoorBench finder = bench;
        open("belay.calls.breaker.delay", "1h");
        DoorBench other = bench;
        try (finder;
                var _ = Sharing.of(finder.health);
                var _ = Sharing.of(other.health)) {
            while (state(finder) != Breaker.OPEN) {
                finder.nextRun();
                finder.ask("default");
            }
            await().until(() -> state(other) == Breaker.OPEN);

            for (int run = 0; run < 10; run++) {
                other.nextRun();
                assertThat(other.ask("default").model()).isEqualTo("secondary");
            }

            assertThat(first.calls()).isEqualTo(8);
            assertThat(other.journal.failures()).containsExactly("primary:breaker_open");
        }
    }

    @Test
    void processesTogetherProbeOnceADelayAndRecoverTogether() throws Exception {
        List<DoorBench> crowd = new ArrayList<>();
        List<AutoCloseable> open = new ArrayList<>();
        try {
            for (int process = 0; process < 4; process++) {
                open("belay.calls.breaker.delay", "1s", "belay.calls.retry.attempts", "1");
                crowd.add(bench);
                open.add(bench);
                open.add(Sharing.of(bench.health));
            }
            await().until(() -> asked(crowd) && crowd.stream().allMatch(one -> state(one) == Breaker.OPEN));
            int opened = first.calls();
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(20)).until(() -> asked(crowd));
            assertThat(first.calls() - opened).as("probes in 3 s").isBetween(1, 4);

            healthy.set(true);
            await().until(() -> asked(crowd) && crowd.stream().anyMatch(one -> state(one) == Breaker.CLOSED));
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> crowd.stream().allMatch(one -> state(one) == Breaker.CLOSED));
        } finally {
            for (AutoCloseable one : open.reversed()) {
                one.close();
            }
        }
    }

    /// Every process answers a request.
    private static boolean asked(List<DoorBench> crowd) {
        crowd.forEach(one -> {
            one.nextRun();
            one.ask("default");
        });
        return true;
    }

    private String request() {
        Pause.REAL.await(Duration.ofMillis(200), new Cancellation());
        bench.nextRun();
        return bench.ask("default").model();
    }

    private static Breaker state(DoorBench bench) {
        return bench.gates.of(bench.catalog.model("primary").orElseThrow()).state();
    }
}
