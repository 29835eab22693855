package dev.belay.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import dev.belay.health.SharedGate.Leave;
import dev.belay.platform.Time;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What a gate makes of what it reads, without a database.
class SharedGateTest {
    private static final Subject SUBJECT = Subject.model("m");
    private static final Duration DELAY = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger closed = new AtomicInteger();
    private final List<HealthEvent> news = new ArrayList<>();
    private final Health health = new Health("me", new Time(InstantSource.system(), nanos::get), news::add);
    private final SharedGate gate =
            health.gate(SUBJECT, new Terms(DELAY, 1, Duration.ofSeconds(6)), closed::incrementAndGet);

    SharedGateTest() {
        health.linked(true);
    }

    @Test
    void wishesToOpenWhatItsBreakerFound() {
        gate.local(Breaker.OPEN);

        assertThat(gate.wish()).contains(new Wish.Open(0));
        assertThat(gate.state()).isEqualTo(Breaker.OPEN);
        assertThat(news).endsWith(new HealthEvent.Opened(SUBJECT, true), alert("breaker_open"));
    }

    @Test
    void wishesNothingMoreWhenItsBreakerTriesAgain() {
        gate.local(Breaker.OPEN);
        gate.local(Breaker.HALF_OPEN);

        assertThat(gate.wish()).isEmpty();
    }

    @Test
    void refusesWhatAnotherProcessFound() {
        learn(opened(1));

        assertThat(gate.ask()).isEqualTo(Leave.REFUSED);
        assertThat(gate.state()).isEqualTo(Breaker.OPEN);
        assertThat(news).endsWith(new HealthEvent.Opened(SUBJECT, false));
    }

    @Test
    void wishesToProbeOnlyAfterTheDelayAndOnlyIfSomebodyAsked() {
        learn(opened(1));
        nanos.addAndGet(DELAY.toNanos());
        assertThat(gate.state()).isEqualTo(Breaker.HALF_OPEN);
        assertThat(gate.wish()).isEmpty();

        assertThat(gate.ask()).isEqualTo(Leave.REFUSED);
        assertThat(gate.wish()).contains(new Wish.Take(1));
    }

    @Test
    void leavesTheProbeToWhoeverHoldsTheRightUntilItLapses() {
        learn(held(2, "other", Duration.ofSeconds(6)));
        gate.ask();
        assertThat(gate.wish()).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(gate.wish()).contains(new Wish.Take(2));
    }

    @Test
    void letsOneProbeThroughAndClosesItsOwnBreakerForIt() {
        learn(held(2, "me", Duration.ofSeconds(6)));

        assertThat(gate.ask()).isEqualTo(Leave.PROBE);
        assertThat(gate.ask()).isEqualTo(Leave.REFUSED);
        assertThat(closed).hasValue(1);
    }

    @Test
    void keepsTheRightWhileAProbeTakesLong() {
        learn(held(2, "me", Duration.ofSeconds(6)));
        gate.ask();
        assertThat(gate.wish()).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(gate.wish()).contains(new Wish.Renew(2));
    }

    @Test
    void handsAnUnusedProbeToTheNextCall() {
        learn(held(2, "me", Duration.ofSeconds(6)));
        gate.ask();
        gate.unused();

        assertThat(gate.ask()).isEqualTo(Leave.PROBE);
    }

    @Test
    void tellsWhatCameOfTheProbe() {
        learn(held(2, "me", Duration.ofSeconds(6)));
        gate.ask();
        gate.probed(true);
        gate.unused();

        assertThat(gate.wish()).contains(new Wish.Probed(2, true));
        assertThat(gate.ask()).isEqualTo(Leave.FREE);
    }

    @Test
    void whatItsProbeFoundHoldsUntilItIsWritten() {
        learn(held(2, "me", Duration.ofSeconds(6)));
        gate.ask();
        gate.probed(true);
        learn(held(2, "me", Duration.ofSeconds(5)));
        assertThat(gate.ask()).isEqualTo(Leave.FREE);

        learn(opened(3));
        assertThat(gate.ask()).isEqualTo(Leave.REFUSED);
        assertThat(gate.wish()).isEmpty();
    }

    @Test
    void isLeftAloneAgainAtOnceWhenItsProbeFails() {
        learn(held(2, "me", Duration.ofSeconds(6)));
        gate.ask();
        gate.probed(false);

        assertThat(gate.wish()).contains(new Wish.Probed(2, false));
        assertThat(gate.state()).isEqualTo(Breaker.OPEN);
    }

    @Test
    void whatEndsWithoutBeingAProbeMeansNothing() {
        learn(held(2, "me", Duration.ofSeconds(6)));
        gate.probed(false);

        assertThat(gate.ask()).isEqualTo(Leave.PROBE);
    }

    @Test
    void closesItsOwnBreakerWhenAnotherProcessSawItRecover() {
        gate.local(Breaker.OPEN);
        learn(opened(1));
        learn(closed(2));

        assertThat(closed).hasValue(1);
        assertThat(gate.ask()).isEqualTo(Leave.FREE);
    }

    @Test
    void oldNewsDoNotOpenItAgain() {
        learn(opened(3));
        learn(closed(4));
        learn(opened(3));

        assertThat(gate.ask()).isEqualTo(Leave.FREE);
        assertThat(gate.wish()).isEmpty();
        assertThat(news).last().isEqualTo(new HealthEvent.Recovered(SUBJECT));
    }

    @Test
    void anOpeningFoundBeforeARecoveryIsForgotten() {
        learn(closed(4));
        gate.local(Breaker.OPEN);
        learn(closed(6));

        assertThat(gate.wish()).isEmpty();
        assertThat(closed).hasValue(1);
    }

    @Test
    void anOpeningFoundBeforeTheFirstLookIsNot() {
        gate.local(Breaker.OPEN);
        learn(closed(6));

        assertThat(gate.wish()).contains(new Wish.Open(6));
    }

    @Test
    void aDatabaseThatWentBackIsBelievedOverANewConnection() {
        learn(opened(9));
        gate.learn(Row.well(SUBJECT.key()), true);

        assertThat(gate.ask()).isEqualTo(Leave.FREE);
    }

    @Test
    void worksAloneWithoutADatabaseOnceTheDelayIsOver() {
        learn(opened(1));
        health.linked(false);
        assertThat(gate.ask()).isEqualTo(Leave.REFUSED);

        nanos.addAndGet(DELAY.toNanos());
        assertThat(gate.ask()).isEqualTo(Leave.FREE);
        assertThat(gate.state()).isEqualTo(Breaker.CLOSED);
    }

    @Test
    void tellsOfAnOpeningOnceUntilItRecovers() {
        gate.local(Breaker.OPEN);
        learn(opened(1));
        gate.local(Breaker.HALF_OPEN);
        gate.local(Breaker.OPEN);
        learn(opened(2));
        gate.local(Breaker.CLOSED);
        learn(closed(3));
        gate.local(Breaker.OPEN);

        assertThat(news).filteredOn(HealthEvent.Opened.class::isInstance).hasSize(2);
        assertThat(news).filteredOn(HealthEvent.Alert.class::isInstance).hasSize(2);
        assertThat(news).filteredOn(HealthEvent.Recovered.class::isInstance).hasSize(1);
    }

    private void learn(Row row) {
        gate.learn(row, false);
    }

    private static Row opened(long version) {
        return new Row("model:m", version, true, DELAY, 0, null, Duration.ZERO);
    }

    private static Row held(long version, String by, Duration left) {
        return new Row("model:m", version, true, Duration.ZERO, 0, by, left);
    }

    private static Row closed(long version) {
        return new Row("model:m", version, false, Duration.ofSeconds(-1), 0, null, Duration.ZERO);
    }

    private static HealthEvent alert(String cause) {
        return new HealthEvent.Alert(
                SUBJECT,
                cause,
                "failed too often and is left alone; what it fails with is in the journals of its runs");
    }
}
