package dev.belay.gateway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.gateway.Refusal;
import dev.belay.platform.Pause;
import dev.belay.run.RunRecord;
import dev.belay.run.Runs;
import dev.belay.run.follow.Happening;
import dev.belay.run.follow.Happenings;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A caller that waits for a run of which the database knows, while the database is away.
class AttachedTicketTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final Pause pause = (duration, _) -> now.addAndGet(duration.toNanos());

    @Test
    void theEndIsHeardWhenTheDatabaseIsBack() {
        AttachedTicket ticket = ticket(Duration.ofMinutes(1), 3);

        assertThat(ticket.await().outcome()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(reads).hasValueGreaterThan(3);
        assertThat(Duration.ofNanos(now.get())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whoLooksForAWhileHearsNothingYet() {
        AttachedTicket ticket = ticket(Duration.ofMinutes(1), Integer.MAX_VALUE);

        assertThat(ticket.await(Duration.ofMillis(300))).isEmpty();
        assertThat(Duration.ofNanos(now.get())).as("no longer than asked for").isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void itIsStillAtWorkForAllThatIsKnownAtTheDeadline() {
        AttachedTicket ticket = ticket(Duration.ofSeconds(10), Integer.MAX_VALUE);

        assertThatThrownBy(ticket::await).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.kind())
                .isEqualTo(Refusal.Kind.CONFLICT));
        assertThat(reads).as("once a second").hasValueBetween(9, 11);
    }

    @Test
    void aRunThatIsGoneIsNotWaitedFor() {
        Runs none = runs(0, false);
        var ticket = new AttachedTicket("r1", Caller.LOCAL, none, deadline(Duration.ofSeconds(10)), null, pause);

        assertThatThrownBy(ticket::await).hasMessage("run r1 is gone");
    }

    private AttachedTicket ticket(Duration deadline, int away) {
        return new AttachedTicket("r1", Caller.LOCAL, runs(away, true), deadline(deadline), null, pause);
    }

    private Deadline deadline(Duration whole) {
        return Deadline.after(whole, now::get);
    }

    /// @param away how many reads fail
    /// @param known whether there is such a run; it was cancelled
    private Runs runs(int away, boolean known) {
        return (Runs)
                Proxy.newProxyInstance(Runs.class.getClassLoader(), new Class<?>[] {Runs.class}, (_, method, _) -> {
                    if (reads.incrementAndGet() <= away) {
                        throw new IllegalStateException("the database is away");
                    }
                    return switch (method.getName()) {
                        case "find" -> Optional.of(record()).filter(_ -> known);
                        case "follow" -> Optional.of(new Over()).filter(_ -> known);
                        default -> Optional.empty();
                    };
                });
    }

    private static RunRecord record() {
        var times = new RunRecord.Times(Instant.EPOCH, Instant.EPOCH);
        var head = new RunRecord.Head("r1", "r1", Caller.LOCAL.id(), "sequential", "belay", null, times);
        return new RunRecord(head, RunState.CANCELLED, new Outcome.Cancelled("by a person"), Usage.NONE, 1);
    }

    private static final class Over implements Happenings {
        @Override
        public Happening next(Duration timeout) {
            throw new NoSuchElementException("over");
        }

        @Override
        public void close() {}
    }
}
