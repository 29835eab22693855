package dev.belay.model.route;

import static dev.belay.model.Plays.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.Failure;
import dev.belay.exchange.health.Breaker;
import dev.belay.model.Configs;
import dev.belay.model.ModelFailed;
import dev.belay.model.Plays;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// How often a model is asked, how long is waited between, and when nothing is waited for any more.
class DoorRetryTest extends DoorOnTwoProviders {
    @Test
    void waitsAsLongAsTheProviderAsks() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: 2"), says("first"));

        assertThat(answer()).isEqualTo("first");
        assertThat(bench.pauses).containsExactly(Duration.ofSeconds(2));
        calls(2, 0);
    }

    @Test
    void backsOffAndFallsWhenRateLimitedForGood() throws IOException {
        firstPlays(Plays.error(429));

        assertThat(answer()).isEqualTo("second");
        calls(3, 1);
        assertThat(bench.pauses).hasSize(2);
        assertThat(bench.pauses.get(0)).isBetween(Duration.ofMillis(300), Duration.ofMillis(500));
        assertThat(bench.pauses.get(1)).isBetween(Duration.ofMillis(600), Duration.ofMillis(1000));
        assertThat(bench.journal.failures())
                .containsExactly("primary:rate_limited", "primary:rate_limited", "primary:rate_limited");
    }

    @Test
    void givesAModelThatUsedUpItsTriesOneMore() throws IOException {
        firstPlays(Plays.error(503));
        answer();

        bench.ask("default");
        bench.ask("default");

        calls(5, 3);
    }

    @Test
    void retriesOneBadMoment() throws IOException {
        firstPlays(Plays.error(500), says("first"));

        assertThat(answer()).isEqualTo("first");
        calls(2, 0);
    }

    @Test
    void retriesAnAnswerThatItsProviderGaveUp() throws IOException {
        firstPlays(
                Plays.streams(List.of(Plays.delta("half of"), Plays.finish("insufficient_system_resource"), "[DONE]")),
                says("first"));

        assertThat(answer()).isEqualTo("first");
        calls(2, 0);
    }

    @Test
    void retriesALostConnection() throws IOException {
        firstPlays((_, line) -> line.reset(), says("first"));

        assertThat(answer()).isEqualTo("first");
        calls(2, 0);
    }

    @Test
    void doesNotWaitAnHour() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: 3600"));

        assertThat(answer()).isEqualTo("second");
        assertThat(bench.pauses).isEmpty();
        calls(1, 1);
    }

    @Test
    void usesItsOwnBackoffWhereRetryAfterIsRubbish() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: soon"), says("first"));

        assertThat(answer()).isEqualTo("first");
        assertThat(bench.pauses).hasSize(1);
    }

    @Test
    void neverWaitsPastTheDeadline() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: 5"));
        open();

        bench.ask(Configs.prompt("hi"), "default", Duration.ofSeconds(4));

        assertThat(bench.pauses).isEmpty();
        calls(1, 1);
    }

    @Test
    void neverCallsAfterTheDeadline() {
        open();

        Throwable thrown = catchThrowable(() -> bench.ask(Configs.prompt("hi"), "default", Duration.ZERO));

        assertThat(thrown).isInstanceOfSatisfying(ModelFailed.class, failed -> assertThat(failed.failure())
                .isInstanceOf(Failure.DeadlinePassed.class));
        calls(0, 0);
    }

    @Test
    void keepsTheCauseWhenTheBreakerOpensMeanwhile() throws IOException {
        firstPlays(Plays.error(503));
        open("belay.calls.breaker.requests", "2", "belay.calls.breaker.delay", "1h");

        assertThat(failure("model:primary")).isInstanceOf(Failure.Overloaded.class);
        calls(2, 0);
    }

    @Test
    void leavesAModelAloneWhoseBreakerIsOpen() throws IOException {
        firstPlays(Plays.error(503));
        open("belay.calls.breaker.requests", "3", "belay.calls.breaker.delay", "1h");

        for (int run = 0; run < 20; run++) {
            bench.nextRun();
            assertThat(bench.ask("default").model()).isEqualTo("secondary");
        }

        calls(3, 20);
        assertThat(bench.journal.failures()).containsExactly("primary:breaker_open");
        assertThat(bench.gates.of(bench.catalog.model("primary").orElseThrow()).state())
                .isEqualTo(Breaker.OPEN);
    }

    @Test
    void endsManyCallsToSilentModelsByTheirDeadline() throws Exception {
        firstPlays(Plays.silence());
        secondPlays(Plays.silence());
        open("belay.calls.limits.first-token", "10s", "belay.models.primary.concurrency", "100");
        long start = System.nanoTime();

        List<Future<Throwable>> asked;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = threads.invokeAll(Collections.nCopies(
                    100,
                    () -> catchThrowable(() -> bench.ask(Configs.prompt("hi"), "default", Duration.ofSeconds(1)))));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        for (Future<Throwable> one : asked) {
            assertThat(one.get()).isInstanceOfSatisfying(ModelFailed.class, failed -> assertThat(failed.failure())
                    .isInstanceOf(Failure.DeadlinePassed.class));
        }
    }
}
