package dev.belay.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Deadline;
import dev.belay.platform.Time;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How long a call may take, and which reservation pays for which part of it.
class PaidTimeTest {
    private static final Duration CALL = Duration.ofSeconds(60);

    private final Deque<String> more = new ArrayDeque<>();
    private final List<BigDecimal> wanted = new ArrayList<>();
    private long now = 1_000_000;

    @Test
    void nothingMoreIsAskedForBeforeItIsNeeded() {
        Deadline deadline = paid("30", Duration.ofMinutes(5)).deadline();
        passes(29);
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(1));
        assertThat(wanted).isEmpty();
    }

    @Test
    void aCallGoesOnWhileThereIsMore() {
        more.add("15");
        more.add("7.5");
        PaidTime time = paid("30", Duration.ofMinutes(5));
        Deadline deadline = time.deadline();
        passes(30);
        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(15));
        passes(15);
        assertThat(deadline.passed()).isFalse();
        passes(8);
        assertThat(deadline.passed()).as("nothing was left").isTrue();
        assertThat(time.endsEarly()).isTrue();
        assertThat(wanted).containsExactly(seconds("30.000"), seconds("15.000"), seconds("7.500"));
        deadline.passed();
        assertThat(wanted).as("it is asked once").hasSize(3);
        assertThat(time.further()).hasSize(2);
        assertThat(time.shares(seconds("31"))).containsExactly(seconds("30"), seconds("1"), seconds("0"));
        assertThat(time.shares(seconds("54"))).containsExactly(seconds("30"), seconds("15"), seconds("9"));
    }

    @Test
    void noCallTakesLongerThanItsCallerWaits() {
        PaidTime time = paid("60", Duration.ofSeconds(20));
        Deadline deadline = time.deadline();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(20));
        passes(20);
        assertThat(deadline.passed()).isTrue();
        assertThat(time.endsEarly()).as("the money would have lasted").isFalse();
        assertThat(wanted).isEmpty();
    }

    @Test
    void noCallTakesLongerThanIsConfigured() {
        PaidTime time = paid("60", Duration.ofMinutes(5));
        Deadline deadline = time.deadline();
        passes(60);
        assertThat(deadline.passed()).isTrue();
        assertThat(time.endsEarly()).isTrue();
        assertThat(wanted).isEmpty();
    }

    private PaidTime paid(String first, Duration whole) {
        return new PaidTime(held(first), whole, CALL, this::further, new Time(InstantSource.system(), () -> now));
    }

    private Grant further(Need need) {
        wanted.add(need.parts().get(Measure.SECONDS).high());
        return more.isEmpty() ? new Grant.Refused(List.of(), false) : held(more.poll());
    }

    private void passes(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private static Grant.Held held(String seconds) {
        return new Grant.Held("r", 0, Map.of(Measure.SECONDS, seconds(seconds)));
    }

    private static BigDecimal seconds(String number) {
        return new BigDecimal(number);
    }
}
