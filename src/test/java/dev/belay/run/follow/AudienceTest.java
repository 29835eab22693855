package dev.belay.run.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private final Cancellation cancellation = new Cancellation();
    private final Departure departure = new Departure(cancellation);
    private final List<String> stopped = new ArrayList<>();
    private final Audience audience = new Audience(departure, false, stopped::add);

    @Test
    void theLastWhoHangsUpStopsTheRun() {
        Audience.Seat first = audience.join().orElseThrow();
        Audience.Seat second = audience.join().orElseThrow();

        assertThat(first.hangUp("gone")).isFalse();
        assertThat(first.hangUp("gone")).as("the same caller, told twice").isFalse();
        assertThat(audience.join()).as("one still waits").isPresent().get().satisfies(Audience.Seat::leave);
        assertThat(cancellation.cancelled()).isFalse();
        assertThat(second.hangUp("gone as well")).isTrue();
        assertThat(cancellation.reason()).isEqualTo("gone as well");
        assertThat(stopped).containsExactly("gone as well");
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

        assertThat(first.hangUp("gone")).isFalse();
        assertThat(audience.join()).isPresent();
    }

    @Test
    void aRunThatIsKeptGoesOnAndIsJoinedToItsEnd() {
        Audience kept = new Audience(departure, true, stopped::add);

        assertThat(kept.join().orElseThrow().hangUp("gone")).isFalse();
        cancellation.cancel("enough");
        assertThat(kept.join()).isPresent();
    }

    @Test
    void aRunThatWasLeftIsNotStoppedByThoseWhoWaitedForItHere() {
        Audience.Seat last = audience.join().orElseThrow();
        departure.lost();

        assertThat(last.hangUp("gone")).isFalse();
        assertThat(cancellation.cancelled()).isFalse();
        assertThat(stopped).isEmpty();
    }

    @RepeatedTest(200)
    void eitherTheRunStopsOrARetryHasJoinedIt() throws Exception {
        Audience.Seat last = audience.join().orElseThrow();
        CyclicBarrier together = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> stops = threads.submit(after(together, () -> last.hangUp("gone")));
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
