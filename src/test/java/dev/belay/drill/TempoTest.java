package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Cancellation;
import dev.belay.platform.Time;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Latency, token rate and the scale of time, and that what is drawn follows from the seed.
class TempoTest {
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong nanos = new AtomicLong(1);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void latency_comes_before_every_answer() throws Exception {
        HttpCaller caller = start(Tempo.AT_ONCE.latency(Duration.ofMillis(70), Duration.ofMillis(70)), 0);
        caller.post(Chat.of("standin-ok"));
        caller.post(Chat.of("standin-w04"));
        caller.post(Chat.of("standin-ok@l5"));
        assertThat(pauses).containsExactly(Duration.ofMillis(70), Duration.ofMillis(70), Duration.ofMillis(5));
    }

    @Test
    void tokens_come_at_a_rate() throws Exception {
        HttpCaller caller = start(Tempo.AT_ONCE.tokensPerSecond(50), 0);
        caller.post(Chat.of("standin-ok").streaming());
        assertThat(pauses).hasSize(59).containsOnly(Duration.ofMillis(20));
        pauses.clear();
        caller.post(Chat.of("standin-ok@r100").streaming());
        assertThat(pauses).hasSize(59).containsOnly(Duration.ofMillis(10));
        pauses.clear();
        caller.post(Chat.of("standin-rate-4x3").streaming());
        assertThat(pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(250));
    }

    @Test
    void faults_take_a_part_of_their_time() throws Exception {
        HttpCaller caller = start(Tempo.AT_ONCE.scale(0.01), 0);
        caller.post(Chat.of("standin-w07").streaming());
        assertThat(pauses).containsExactly(Duration.ofMillis(200));
        pauses.clear();
        caller.post(Chat.of("standin-w21").streaming());
        assertThat(pauses).hasSize(59).containsOnly(Duration.ofMillis(50));
        assertThat(caller.post(Chat.of("standin-w15")).statusCode()).isEqualTo(503);
        nanos.addAndGet(Duration.ofMillis(599).toNanos());
        assertThat(caller.post(Chat.of("standin-w15")).statusCode()).isEqualTo(503);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(caller.post(Chat.of("standin-w15")).statusCode()).isEqualTo(200);
        assertThat(caller.post(Chat.of("standin-w01")).headers().firstValue("Retry-After"))
                .contains("2");
    }

    @Test
    void the_same_seed_draws_the_same() throws Exception {
        List<String> drawn = drawn(17);
        List<Duration> waited = List.copyOf(pauses);
        assertThat(drawn(17)).isEqualTo(drawn);
        assertThat(pauses).isEqualTo(waited);
        assertThat(waited).allMatch(wait -> wait.toMillis() >= 10 && wait.toMillis() <= 500);
        assertThat(waited.stream().distinct().count()).isGreaterThan(15);
        assertThat(drawn(18)).isNotEqualTo(drawn);
    }

    @Test
    void a_share_of_requests_shows_the_fault() throws Exception {
        HttpCaller caller = start(Tempo.AT_ONCE, 5);
        int failed = 0;
        for (int i = 0; i < 200; i++) {
            failed += caller.post(Chat.of("standin-w04@p25")).statusCode() == 503 ? 1 : 0;
        }
        assertThat(failed).isBetween(30, 70);
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> Tempo.AT_ONCE.scale(0)).hasMessageContaining("time scale");
        assertThatThrownBy(() -> Tempo.AT_ONCE.scale(Double.NaN)).hasMessageContaining("time scale");
        assertThatThrownBy(() -> Tempo.AT_ONCE.tokensPerSecond(-1)).hasMessageContaining("token rate");
        assertThatThrownBy(() -> Tempo.AT_ONCE.latency(Duration.ofMillis(2), Duration.ofMillis(1)))
                .hasMessageContaining("latency");
    }

    private List<String> drawn(long seed) throws Exception {
        pauses.clear();
        HttpCaller caller = start(Tempo.AT_ONCE.latency(Duration.ofMillis(10), Duration.ofMillis(500)), seed);
        for (int i = 0; i < 20; i++) {
            caller.post(Chat.of("standin-t01-any").offering("look"));
        }
        return ((StandIn) open.get(open.size() - 2))
                .log().stream().map(seen -> seen.played().what()).toList();
    }

    private HttpCaller start(Tempo tempo, long seed) {
        StandIn provider = StandIn.start(StandInOptions.onAnyPort()
                .with(this::pause)
                .with(new Time(InstantSource.system(), nanos::get))
                .with(tempo)
                .withSeed(seed));
        HttpCaller caller = new HttpCaller(provider);
        open.add(provider);
        open.add(caller);
        return caller;
    }

    private void pause(Duration duration, Cancellation client) {
        pauses.add(duration);
        client.check();
    }
}
