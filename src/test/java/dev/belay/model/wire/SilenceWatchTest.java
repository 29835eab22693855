package dev.belay.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.Silent.Phase;
import dev.belay.model.catalog.CallLimits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private final AtomicLong clock = new AtomicLong(5_000_000_000L);
    private final CallLimits limits = new CallLimits(
            Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(60), 1, Duration.ofSeconds(10), 1000);
    private SilenceWatch watch = watch(Duration.ofMinutes(5));

    private SilenceWatch watch(Duration deadline) {
        return new SilenceWatch(limits, limits.firstToken(), Deadline.after(deadline, clock::get), clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private ObjectAssert<Failure> verdict() {
        return assertThat(watch.verdict(false));
    }

    /// After a last look in which nothing came.
    private void silent(Phase phase) {
        verdict().isNull();
        pass(watch.patience());
        verdict().isInstanceOfSatisfying(Failure.Silent.class, silent -> assertThat(silent.phase())
                .isEqualTo(phase));
    }

    @Test
    void waitsForTheFirstTokenOnly() {
        pass(Duration.ofMillis(3900));
        watch.event(0);
        verdict().isNull();
        assertThat(watch.patience()).isEqualTo(Duration.ofMillis(100));
        pass(Duration.ofMillis(100));
        silent(Phase.FIRST_TOKEN);
        assertThat(watch.firstToken()).isNull();
    }

    @Test
    void findsAStall() {
        pass(Duration.ofSeconds(2));
        watch.event(400);
        assertThat(watch.firstToken()).isEqualTo(Duration.ofSeconds(2));
        pass(Duration.ofMillis(2900));
        verdict().isNull();
        pass(Duration.ofMillis(100));
        silent(Phase.IDLE);
    }

    @Test
    void findsATrickle() {
        watch.event(4);
        for (int i = 0; i < 4; i++) {
            pass(Duration.ofMillis(2400));
            verdict().isNull();
            watch.event(4);
        }
        pass(Duration.ofMillis(400));
        silent(Phase.THROUGHPUT);
    }

    @Test
    void acceptsAModelExactlyAtTheFloor() {
        watch.event(4);
        for (int i = 0; i < 60; i++) {
            pass(Duration.ofSeconds(1));
            watch.event(4);
            verdict().isNull();
        }
    }

    @Test
    void measuresTheLastStretchOnly() {
        watch.event(100_000);
        for (int i = 0; i < 8; i++) {
            pass(Duration.ofMillis(2900));
            watch.event(1);
        }
        silent(Phase.THROUGHPUT);
    }

    @Test
    void theDeadlineComesFirst() {
        watch = watch(Duration.ofSeconds(1));
        assertThat(watch.patience()).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        verdict().isInstanceOf(Failure.DeadlinePassed.class);
    }

    @Test
    void doesNotWaitLongForTheTail() {
        watch.event(4);
        watch.finished();
        assertThat(watch.tailIsOver(true)).isFalse();
        assertThat(watch.patience()).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(watch.tailIsOver(false)).isFalse();
        pass(watch.patience());
        assertThat(watch.tailIsOver(false)).isTrue();
        verdict().isNull();
    }

    @Test
    void looksLongerTheLaterItComes() {
        pass(Duration.ofMillis(4000));
        verdict().isNull();
        assertThat(watch.patience()).isEqualTo(Duration.ofMillis(25));
        pass(Duration.ofMillis(300));
        verdict().as("the look itself came late").isNull();
        assertThat(watch.patience()).isEqualTo(Duration.ofMillis(275));
        pass(Duration.ofMillis(280));
        verdict().isInstanceOf(Failure.Silent.class);
    }

    @Test
    void whatComesInALookEndsTheSilence() {
        pass(Duration.ofSeconds(60));
        verdict().isNull();
        assertThat(watch.patience()).isEqualTo(Duration.ofSeconds(1));
        watch.event(4);
        assertThat(watch.verdict(true)).isNull();
        assertThat(watch.patience()).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(3));
        silent(Phase.IDLE);
    }

    @Test
    void doesNotLookForEverAtWhatSaysNothing() {
        pass(Duration.ofSeconds(4));
        for (int look = 0; look < 8; look++) {
            assertThat(watch.verdict(true)).isNull();
            pass(Duration.ofMillis(1));
        }
        assertThat(watch.verdict(true)).isInstanceOf(Failure.Silent.class);
    }

    @Test
    void theDeadlineIsNotLookedAtTwice() {
        watch = watch(Duration.ofSeconds(4).plusMillis(10));
        pass(Duration.ofSeconds(4));
        verdict().isNull();
        assertThat(watch.patience()).isEqualTo(Duration.ofMillis(10));
        pass(Duration.ofMillis(10));
        verdict().isInstanceOf(Failure.DeadlinePassed.class);
    }
}
