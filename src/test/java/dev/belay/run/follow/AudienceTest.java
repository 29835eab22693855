package dev.belay.run.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Cancellation;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private final Cancellation cancellation = new Cancellation();
    private final Audience audience = new Audience(cancellation, false);

    @Test
    void theLastWhoHangsUpStopsTheRun() {
        Audience.Seat first = audience.join().orElseThrow();
        Audience.Seat second = audience.join().orElseThrow();

        assertThat(first.hangUp()).isFalse();
        assertThat(first.hangUp()).as("the same caller, told twice").isFalse();
        assertThat(audience.join()).as("one still waits").isPresent().get().satisfies(Audience.Seat::leave);
        assertThat(second.hangUp()).isTrue();
        assertThat(audience.join()).isEmpty();
    }

    @Test
    void nobodyJoinsARunThatIsCancelled() {
        audience.join();
        cancellation.cancel("enough");

        assertThat(audience.join()).isEmpty();
    }

    @Test
    void whoLeavesStopsNothingAndFindsItAgain() {
        Audience.Seat first = audience.join().orElseThrow();
        first.leave();

        assertThat(first.hangUp()).isFalse();
        assertThat(audience.join()).isPresent();
    }

    @Test
    void aRunThatIsKeptGoesOnAndIsJoinedToItsEnd() {
        Audience kept = new Audience(cancellation, true);

        assertThat(kept.join().orElseThrow().hangUp()).isFalse();
        cancellation.cancel("enough");
        assertThat(kept.join()).isPresent();
    }

    @RepeatedTest(200)
    void eitherTheRunStopsOrARetryHasJoinedIt() throws Exception {
        Audience.Seat last = audience.join().orElseThrow();
        CyclicBarrier together = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> stops = threads.submit(after(together, last::hangUp));
            Future<Optional<Audience.Seat>> joined = threads.submit(after(together, audience::join));

            assertThat(joined.get().isPresent()).isNotEqualTo(stops.get());
        }
    }

    private static <T> Callable<T> after(CyclicBarrier barrier, Callable<T> work) {
        return () -> {
            barrier.await();
            return work.call();
        };
    }
}
