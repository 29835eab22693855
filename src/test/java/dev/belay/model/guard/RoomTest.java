package dev.belay.model.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.model.Configs;
import dev.belay.model.wire.CallFailed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RoomTest {
    private final Deadline deadline = Deadline.after(Duration.ofMinutes(1), System::nanoTime);

    @Test
    void noMoreThanItTakesAreInsideAndEverybodyGetsIn() {
        Room room = room(3, 1000, "10s");
        AtomicInteger inside = new AtomicInteger();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 300)
                    .forEach(_ -> crowd.execute(() -> {
                        try (var _ = enter(room)) {
                            seen.add(inside.incrementAndGet());
                            Thread.yield();
                            inside.decrementAndGet();
                        }
                    }));
        }

        assertThat(seen).hasSize(300).allMatch(number -> number <= 3);
    }

    @Test
    void aGuestGivesItsPlaceUpToWhoeverWouldHaveToWait() {
        Room room = room(2, 1, "10s");
        Cancellation first = new Cancellation();
        Cancellation second = new Cancellation();
        Room.Place guest = room.enterAsGuest(first);
        Room.Place other = room.enterAsGuest(second);
        assertThatThrownBy(() -> room.enterAsGuest(new Cancellation())).isInstanceOf(CallFailed.class);

        Room.Place place = enter(room);
        assertThat(first.cancelled()).isTrue();
        assertThat(second.cancelled()).isFalse();
        guest.close();
        other.close();

        Room.Place free = enter(room);
        assertThatThrownBy(() -> room.enterAsGuest(new Cancellation()))
                .as("a place that was given up is not free twice")
                .isInstanceOf(CallFailed.class);
        place.close();
        free.close();
    }

    @Test
    void whoWaitsGetsThePlaceThatBecomesFree() {
        Room room = room(1, 1, "10s");
        Room.Place place = enter(room);
        CompletableFuture<Room.Place> waiting = CompletableFuture.supplyAsync(() -> enter(room));
        Awaitility.await().until(() -> room.waiting() == 1);

        place.close();

        waiting.join().close();
        enter(room).close();
    }

    @Test
    void nobodyWaitsLongerThanTheLimitOrTheDeadline() {
        Room room = room(1, 10, "20ms");
        Room.Place place = enter(room);

        assertThatThrownBy(() -> enter(room)).isInstanceOfSatisfying(CallFailed.class, RoomTest::isSaturated);
        Deadline soon = Deadline.after(Duration.ofMillis(10), System::nanoTime);
        Room patient = room(1, 10, "1h");
        Room.Place other = enter(patient);
        assertThatThrownBy(() -> patient.enter(soon, new Cancellation()))
                .isInstanceOfSatisfying(CallFailed.class, RoomTest::isSaturated);

        place.close();
        other.close();
        enter(room).close();
        enter(patient).close();
    }

    @Test
    void whoIsCancelledLeavesTheQueue() {
        Room room = room(1, 1, "1h");
        Room.Place place = enter(room);
        Cancellation cancellation = new Cancellation();
        var waiting = CompletableFuture.supplyAsync(() -> room.enter(deadline, cancellation));
        Awaitility.await().until(() -> room.waiting() == 1);

        cancellation.cancel("no longer wanted");

        assertThatThrownBy(waiting::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ControlFlow.Cancelled.class);
        place.close();
        enter(room).close();
    }

    private Room.Place enter(Room room) {
        return room.enter(deadline, new Cancellation());
    }

    private static void isSaturated(CallFailed failed) {
        assertThat(failed.failure()).isInstanceOf(Failure.Saturated.class);
    }

    private static Room room(int places, int length, String wait) {
        Configs configs =
                Configs.of("belay.calls.queue.length", Integer.toString(length), "belay.calls.queue.max-wait", wait);
        return new Room("m", places, configs.calls().queue());
    }
}
