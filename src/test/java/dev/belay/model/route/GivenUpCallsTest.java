package dev.belay.model.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.log.Seen;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Usage;
import dev.belay.model.MemoryJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls that are given up at some moment, as losers of races are: our books against the provider's own.
class GivenUpCallsTest {
    private static final int CALLS = 1_000;
    private static final int AT_ONCE = 4;
    private static final int LATEST_NANOS = 4_000_000;

    private final StandIn provider = StandIn.start(StandInOptions.onAnyPort());
    private DoorBench bench;

    @BeforeEach
    void open() {
        List<String> properties = new ArrayList<>();
        for (String model : List.of("ok", "rate-1000x60", "w06")) {
            properties.addAll(model(model, "standin-" + model));
        }
        properties.addAll(model("whole", "standin-w06"));
        properties.addAll(
                List.of("belay.models.whole.stream-on-demand", "true", "belay.models.whole.max-output", "900"));
        properties.addAll(List.of("belay.calls.breaker.requests", "100000"));
        bench = new DoorBench(properties.toArray(String[]::new));
    }

    @AfterEach
    void close() {
        bench.close();
        provider.close();
    }

    @Test
    void booksAreNeverBelowWhatALoserWasSent() throws Exception {
        long booked = 0;
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Usage>> calls = new ArrayList<>();
            for (int seed = 0; seed < CALLS; seed++) {
                Random random = new Random(seed);
                String model = random.nextBoolean() ? "ok" : "rate-1000x60";
                int moment = random.nextInt(LATEST_NANOS);
                calls.add(threads.submit(() -> givenUp(model, moment)));
            }
            for (Future<Usage> call : calls) {
                booked += call.get().outputTokens();
            }
        }
        await().until(() ->
                provider.log("").stream().allMatch(seen -> seen.times().ended() != null));
        long billed =
                provider.log("").stream().mapToLong(GivenUpCallsTest::billed).sum();
        long cut = provider.log("").stream().filter(Seen::cancelled).count();
        System.out.printf("%d calls, %d cut: %d tokens in the books, %d sent%n", CALLS, cut, booked, billed);
        assertThat(booked).isGreaterThanOrEqualTo(billed);
    }

    /// One at a time, so that each is compared by itself.
    @Test
    void noSingleCallIsBelow() throws Exception {
        for (int seed = 0; seed < CALLS / 10; seed++) {
            Random random = new Random(seed);
            provider.reset();
            Usage used = givenUp(random.nextBoolean() ? "ok" : "rate-1000x60", random.nextInt(LATEST_NANOS));
            await().until(() ->
                    provider.log("").stream().allMatch(seen -> seen.times().ended() != null));
            long billed = provider.log("").stream()
                    .mapToLong(GivenUpCallsTest::billed)
                    .sum();
            assertThat(used.outputTokens()).as("seed %d", seed).isGreaterThanOrEqualTo(billed);
        }
    }

    @Test
    void whatNothingWasHeardOfIsMarkedAndNoMoreThanItsLimit() throws Exception {
        Usage used = givenUp("w06", 1_000_000);

        assertThat(used.estimated()).isTrue();
        assertThat(used.outputTokens()).isEqualTo(256);
        await().untilAsserted(() -> assertThat(provider.log("")).singleElement().matches(Seen::cancelled));
    }

    /// A model that answers in one piece writes on to the end, whoever waits for it.
    @Test
    void anAnswerThatWasToComeInOnePieceCountsWithAllItWasAllowed() throws Exception {
        Usage used = givenUp("whole", 1_000_000);

        assertThat(used.estimated()).isTrue();
        assertThat(used.outputTokens()).isEqualTo(900);
        await().untilAsserted(() -> assertThat(provider.log(""))
                .singleElement()
                .matches(Seen::cancelled)
                .matches(seen -> !seen.asked().shape().streaming()));
    }

    private List<String> model(String id, String name) {
        String model = "belay.models." + id;
        return List.of(model + ".base-url", provider.baseUrl().toString(), model + ".name", name);
    }

    private static long billed(Seen seen) {
        return seen.played().complete()
                ? seen.played().outputTokens()
                : seen.sent().tokens();
    }

    private Usage givenUp(String model, int nanos) throws ExecutionException, InterruptedException {
        AtomicReference<Supplier<Usage>> meter = new AtomicReference<>();
        Cancellation cancellation = new Cancellation();
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Usage> answered = thread.submit(() -> {
                try {
                    return bench.ask("model:" + model, new MemoryJournal(), cancellation, (_, used) -> meter.set(used))
                            .usage();
                } catch (ControlFlow.Cancelled _) {
                    return meter.get() == null ? Usage.NONE : meter.get().get();
                }
            });
            await().pollInterval(Duration.ofMillis(1)).until(() -> meter.get() != null || answered.isDone());
            LockSupport.parkNanos(nanos);
            cancellation.cancel("another one answered");
            return answered.get();
        }
    }
}
