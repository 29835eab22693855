package dev.belay.journal.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.ControlFlow;
import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProcessLeaseTest {
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private final TestDatabase.Counting counting = TestDatabase.counting();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong wall = new AtomicLong();
    private final Time time = new Time(() -> Instant.ofEpochMilli(wall.get()), nanos::get);
    private final ProcessLease lease = new ProcessLease(new ProcessTable(counting.database()), time, LENGTH, "test");
    private final List<Long> lost = new ArrayList<>();

    ProcessLeaseTest() {
        lease.onLoss(lost::add);
    }

    @Test
    void asksTheDatabaseOnceWhileTheLeaseIsFresh() {
        long fence = lease.fence();
        assertThat(lease.fence()).isEqualTo(fence);
        lease.check(fence);
        lease.check(fence);
        assertThat(counting.statements()).isEqualTo(1);
    }

    @Test
    void asksTheDatabaseWhenEitherClockSaysThatTheLeaseMayHavePassed() {
        long fence = lease.fence();
        nanos.addAndGet(LENGTH.toNanos());
        lease.check(fence);
        assertThat(counting.statements()).as("renewed").isEqualTo(2);

        wall.addAndGet(LENGTH.toMillis());
        lease.check(fence);
        assertThat(counting.statements())
                .as("a machine that slept: only the wall clock went on")
                .isEqualTo(3);
    }

    @Test
    void letsNothingPassOnceOthersEndedIt() {
        long fence = lease.fence();
        TestDatabase.dies(fence);
        nanos.addAndGet(LENGTH.toNanos());

        assertThatThrownBy(() -> lease.check(fence)).isInstanceOf(ControlFlow.Disowned.class);
        assertThat(lost).containsExactly(fence);
        long next = lease.fence();
        assertThat(next).isGreaterThan(fence);
        assertThatCode(() -> lease.check(next)).doesNotThrowAnyException();
        assertThatThrownBy(() -> lease.check(fence))
                .as("what was begun under the old number")
                .isInstanceOf(ControlFlow.Disowned.class);
    }

    @Test
    void outlivesItsTimeIfNobodyEndedIt() {
        long fence = lease.fence();
        nanos.addAndGet(LENGTH.multipliedBy(3).toNanos());
        lease.check(fence);
        assertThat(lost).isEmpty();
    }

    @Test
    void doesNotTakeAnAbsentDatabaseForALostLease() {
        long fence = lease.fence();
        nanos.addAndGet(LENGTH.toNanos());
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> lease.check(fence)).isInstanceOf(JournalUnavailable.class);

        counting.trouble(Trouble.NONE);
        lease.check(fence);
        assertThat(lost).isEmpty();
    }

    @Test
    void endsOnlyWhatIsOverdue() throws Exception {
        ProcessLease brief =
                new ProcessLease(new ProcessTable(TestDatabase.database()), time, Duration.ofMillis(-1), "overdue");
        long overdue = brief.fence();
        long fence = lease.fence();
        lease.endOverdue();

        assertThat(ended(overdue)).isTrue();
        assertThat(ended(fence)).isFalse();
        lease.release();
        assertThat(ended(fence)).isTrue();
    }

    @Test
    void aProcessThatLooksForTheDeadIsNotDead() throws Exception {
        ProcessLease brief =
                new ProcessLease(new ProcessTable(TestDatabase.database()), time, Duration.ofMillis(-1), "alive");
        long overdue = brief.fence();

        brief.endOverdue();

        assertThat(ended(overdue)).isFalse();
    }

    @Test
    void nobodyWaitsForARenewalThatIsUnderWay() {
        long fence = lease.fence();
        nanos.addAndGet(LENGTH.toNanos() / 2);

        boolean slow = lease.renew((number, length) -> {
            nanos.addAndGet(LENGTH.toNanos());
            lease.check(fence);
            return true;
        });

        assertThat(slow).isTrue();
        int before = counting.statements();
        nanos.addAndGet(LENGTH.toNanos() - 1);
        lease.check(fence);
        assertThat(counting.statements())
                .as("the one that was sent last counts")
                .isEqualTo(before);
    }

    private static boolean ended(long fence) throws Exception {
        return TestDatabase.database()
                .query("select ended_at is not null from process where fence = ?", row -> row.getBoolean(1), fence)
                .getFirst();
    }
}
