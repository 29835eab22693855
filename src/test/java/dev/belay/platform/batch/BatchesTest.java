package dev.belay.platform.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Workers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Workers workers = new Workers();
    private final BlockingQueue<List<Integer>> written = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void writesTogetherWhatComesWhileTheFirstLingers() throws InterruptedException {
        Batches<Integer> batches = batches(Duration.ofMillis(200), 100, written::add);
        IntStream.range(0, 5).forEach(batches::add);
        assertThat(next()).containsExactly(0, 1, 2, 3, 4);

        batches.add(5);
        assertThat(next()).containsExactly(5);
    }

    @Test
    void noBatchIsLargerThanTheLimit() throws InterruptedException {
        Batches<Integer> batches = batches(Duration.ofMillis(50), 2, written::add);
        IntStream.range(0, 5).forEach(batches::add);
        assertThat(List.of(next(), next(), next())).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
    }

    @Test
    void turnsAwayWhatThereIsNoRoomFor() throws InterruptedException {
        Batches<Integer> batches = new Batches<>(new Batches.Limits(LONG, 10, 2), workers, written::add);
        assertThat(IntStream.range(0, 3).mapToObj(batches::add)).containsExactly(true, true, false);
        assertThat(batches.flush(LONG)).isZero();
        assertThat(next()).containsExactly(0, 1);
    }

    @Test
    void flushWritesAtOnceAndSaysWhatIsLeft() throws InterruptedException {
        Batches<Integer> batches = batches(LONG, 10, written::add);
        IntStream.range(0, 25).forEach(batches::add);
        assertThat(batches.flush(LONG)).isZero();
        assertThat(written.stream().flatMap(List::stream)).hasSize(25).doesNotHaveDuplicates();

        var stuck = new CountDownLatch(1);
        Batches<Integer> held = batches(LONG, 10, _ -> wait(stuck));
        IntStream.range(0, 25).forEach(held::add);
        assertThat(held.flush(Duration.ofMillis(100))).isPositive();
        stuck.countDown();
        assertThat(held.flush(LONG)).isZero();
    }

    @Test
    void goesOnAfterAWriteThatBroke() throws InterruptedException {
        Batches<Integer> batches = batches(Duration.ofMillis(1), 10, batch -> {
            written.add(batch);
            if (batch.contains(0)) {
                throw new IllegalStateException("thrown by the test");
            }
        });
        batches.add(0);
        assertThat(next()).containsExactly(0);
        batches.add(1);
        assertThat(next()).containsExactly(1);
        assertThat(batches.flush(LONG)).isZero();
    }

    private Batches<Integer> batches(Duration linger, int most, Consumer<List<Integer>> write) {
        return new Batches<>(new Batches.Limits(linger, most, 1000), workers, write);
    }

    private List<Integer> next() throws InterruptedException {
        return written.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
