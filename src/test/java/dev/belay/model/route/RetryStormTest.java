package dev.belay.model.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent;
import dev.belay.model.Configs;
import dev.belay.model.MemoryJournal;
import dev.belay.model.Plays;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a provider that is broken for everybody has to take from many runs at once. The breaker, which would end it
/// sooner, is out of the way.
class RetryStormTest extends DoorOnTwoProviders {
    private static final int RUNS = 100;

    @Test
    void runsTogetherRetryNoMoreThanTheBudget() throws Exception {
        storm("0.2", "10");

        assertThat(first.calls()).isGreaterThan(RUNS).isLessThanOrEqualTo(RUNS * 100 / 80);
        assertThat(second.calls()).isEqualTo(RUNS);
        assertThat(bench.events)
                .filteredOn(BelayEvent.RetryRefused.class::isInstance)
                .hasSizeGreaterThan(RUNS / 2);
    }

    @Test
    void withoutABudgetTheyMultiply() throws Exception {
        storm("1", "10");

        assertThat(first.calls()).isGreaterThan(2 * RUNS).isLessThanOrEqualTo(3 * RUNS);
    }

    @Test
    void aFallToTheSameModelByAnotherTierIsARetry() throws IOException {
        firstPlays(Plays.error(503));
        open(
                "belay.calls.retry.attempts",
                "1",
                "belay.calls.retry.budget.share",
                "0",
                "belay.calls.retry.budget.floor",
                "1");

        bench.ask("default");
        bench.ask("default");
        bench.ask("default");

        calls(2, 3);
    }

    @Test
    void aModelThatNobodyCanStandInForIsAskedOnceAllTheSame() throws IOException {
        firstPlays(Plays.error(503));
        open("belay.calls.retry.budget.share", "0", "belay.calls.retry.budget.floor", "0");

        assertThat(failure("model:primary").reason()).isEqualTo("overloaded");
        assertThat(failure("model:primary").reason()).isEqualTo("overloaded");

        calls(2, 0);
    }

    @Test
    void anotherTurnAfterAnAnswerIsNone() {
        open("belay.calls.retry.budget.share", "0", "belay.calls.retry.budget.floor", "0");

        bench.ask("default");
        bench.ask("default");

        calls(2, 0);
    }

    private String model(String run) {
        var journal = new MemoryJournal(run, bench::now);
        return bench.ask(Configs.prompt("hi"), "default", Duration.ofHours(1), journal)
                .model();
    }

    private void storm(String share, String floor) throws Exception {
        firstPlays(Plays.error(503));
        open(
                "belay.calls.retry.budget.share", share,
                "belay.calls.retry.budget.floor", floor,
                "belay.calls.retry.budget.window", "1h",
                "belay.calls.breaker.requests", "100000",
                "belay.calls.limits.first-token", "1h",
                "belay.calls.limits.idle", "1h",
                "belay.models.primary.concurrency", "1000",
                "belay.models.secondary.concurrency", "1000");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> runs = IntStream.range(0, RUNS)
                    .mapToObj(run -> threads.submit(() -> model("run-" + run)))
                    .toList();
            for (Future<String> answered : runs) {
                assertThat(answered.get()).isEqualTo("secondary");
            }
        }
    }
}
