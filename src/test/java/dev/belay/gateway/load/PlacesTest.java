package dev.belay.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long ROOM = 1_000;

    private final Workers workers = new Workers();
    private final BlockingQueue<String> seated = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void oneCallerNeverTakesAllPlaces() {
        Places places = places(4, 0.75, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(enter(places, "greedy")).isNotNull();
        }
        assertThat(enter(places, "greedy")).isNull();
        assertThat(enter(places, "modest")).isNotNull();
        assertThat(places.free()).isZero();
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        Places places = places(2, 1, 0);
        Places.Place place = enter(places, "a");
        enter(places, "a");
        place.run();
        place.run();
        assertThat(places.free()).isEqualTo(1);
    }

    @Test
    void aPlaceGrowsWhereThereIsRoomAndGivesBackWhatItHadInTheEnd() {
        Places places = places(3, 0.5, 0);
        Places.Place first = places.enter("a", 10, LONG);
        assertThat(first.grow(ROOM / 2)).as("all of the caller's is its own").isTrue();
        Places.Place second = places.enter("b", 10, LONG);

        assertThat(second.grow(ROOM)).as("more than all may have").isFalse();
        assertThat(second.grow(100)).isTrue();
        first.run();
        assertThat(second.grow(ROOM)).as("nobody else is there").isTrue();
        second.run();
        assertThat(second.grow(1)).as("it was left").isFalse();
        assertThat(places.enter("c", ROOM, LONG)).as("all was given back").isNotNull();
    }

    @Test
    void whoWaitsLongEnoughGetsThePlaceThatIsLeft() throws Exception {
        Places places = places(1, 1, 1);
        Places.Place first = enter(places, "a");
        Future<?> second = waiting(places, "b");
        first.run();
        second.get(10, TimeUnit.SECONDS);
        assertThat(seated).containsExactly("b");
        assertThat(places.free()).isZero();
    }

    @Test
    void callersTakeTurnsHoweverManyRequestsTheyHaveWaiting() throws Exception {
        Places places = places(1, 1, 10);
        Places.Place place = enter(places, "somebody");
        List<Future<Places.Place>> all = new ArrayList<>();
        for (String caller : List.of("greedy", "greedy", "greedy", "modest", "quiet")) {
            all.add(waiting(places, caller));
        }
        place.run();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            order.add(seated.poll(10, TimeUnit.SECONDS));
            // Whoever has the place now is the only future that is done and not left yet.
            Awaitility.await().until(() -> all.stream().anyMatch(Future::isDone));
            Future<Places.Place> done =
                    all.stream().filter(Future::isDone).findFirst().orElseThrow();
            all.remove(done);
            done.get().run();
        }
        assertThat(order).containsExactly("greedy", "modest", "quiet", "greedy", "greedy");
        assertThat(places.free()).isEqualTo(1);
    }

    @Test
    void theQueueIsBoundedForAllAndForEach() {
        Places places = places(1, 0.5, 2);
        enter(places, "somebody");
        waiting(places, "a");
        assertThat(enter(places, "a")).as("the half of a queue of two").isNull();
        waiting(places, "b");
        assertThat(enter(places, "c")).as("a full queue").isNull();
    }

    @Test
    void whoWaitsInVainGoesAndLeavesNothingBehind() {
        Places places = places(1, 1, 1);
        Places.Place place = enter(places, "a");
        assertThat(places.enter("b", ROOM, Duration.ofMillis(5))).isNull();
        place.run();
        assertThat(places.enter("c", ROOM, LONG)).as("its weight is free again").isNotNull();
    }

    @Test
    void aCallerAtItsShareWaitsWhilePlacesAreFreeForOthers() throws Exception {
        Places places = places(2, 0.5, 2);
        Places.Place first = enter(places, "a");
        Future<Places.Place> second = waiting(places, "a");
        assertThat(enter(places, "b")).isNotNull();
        assertThat(second.isDone()).isFalse();
        first.run();
        assertThat(second.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void whatIsWorkedOnIsBoundedByItsWeight() {
        Places places = places(10, 0.75, 10);
        Places.Place heavy = places.enter("a", 2 * ROOM, LONG);
        assertThat(heavy).as("alone").isNotNull();
        assertThat(places.enter("b", 1, LONG)).isNull();
        heavy.run();
        assertThat(places.enter("a", 700, LONG)).isNotNull();
        assertThat(places.enter("a", 100, LONG)).as("more than its share").isNull();
        assertThat(places.enter("b", 300, LONG)).isNotNull();
        assertThat(places.enter("c", 1, LONG)).isNull();
    }

    @Test
    void whatIsTakenUpHasAPlaceInAnyCase() {
        Places places = places(1, 1, 0);
        enter(places, "a");
        Places.Place more = places.takeUp("a", 5 * ROOM);
        assertThat(places.free()).isZero();
        more.run();
        assertThat(places.free()).isZero();
    }

    private Places places(int places, double share, int queue) {
        return new Places(new Places.Limits(places, share, queue, LONG, ROOM));
    }

    private static Places.Place enter(Places places, String caller) {
        return places.enter(caller, 0, LONG);
    }

    private Future<Places.Place> waiting(Places places, String caller) {
        int before = places.waiting();
        Future<Places.Place> waiting = workers.submit(() -> {
            Places.Place place = enter(places, caller);
            seated.add(caller);
            return place;
        });
        Awaitility.await().until(() -> places.waiting() > before);
        return waiting;
    }
}
