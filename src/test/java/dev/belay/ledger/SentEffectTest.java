package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.ControlFlow;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.ledger.EffectLedger.Hold;
import dev.belay.ledger.EffectLedger.Sending;
import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// When an effect was sent last, and who may still send it.
class SentEffectTest extends LedgerOnDatabase {
    private final long taker = TestDatabase.process();
    private final Journals theirs = JournalsForTests.on(TestDatabase.database());
    private final StoredLedger other =
            new StoredLedger(TestDatabase.database(), theirs, new Time(Time.SYSTEM.wall(), nanos::get), leap, ids);

    @Test
    void whatIsSentAtOnceCostsNoStatement() throws SQLException {
        claim("a");

        assertThat(sends("a")).isEqualTo(Sending.NOW);

        assertThat(counting.statements()).isEqualTo(1);
        assertThat(marked()).isFalse();
    }

    @Test
    void whatIsSentLaterIsMarkedAndItsAdopterCountsFromThere() throws SQLException {
        claim("a");
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(sends("a")).isEqualTo(Sending.NOW);
        assertThat(counting.statements()).isEqualTo(2);
        passes(Duration.ofSeconds(44), Duration.ofSeconds(13));

        Claim.Adopted adopted = adopted();

        assertThat(adopted.age()).isBetween(Duration.ofSeconds(44), Duration.ofSeconds(60));
        assertThat(adopted.quiet())
                .as("never longer than it is")
                .isBetween(Duration.ofMillis(12_500), Duration.ofMillis(28_500));
    }

    /// Whoever adopts it counts from the mark, so nothing may be sent long after it.
    @Test
    void aMarkThatTookLongIsMadeAgain() throws SQLException {
        Queue<Duration> each = new ArrayDeque<>(List.of(Duration.ZERO, Duration.ofSeconds(3), Duration.ofMillis(400)));
        StoredLedger slow = slow(each);
        Hold hold = ((Claim.Mine) slow.claim(intent("a"), TIMEOUT)).hold();
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());

        assertThat(slow.sends(hold, journal)).isEqualTo(Sending.LATE);
        assertThat(slow.sends(hold, journal)).isEqualTo(Sending.NOW);

        assertThat(each).isEmpty();
        assertThat(marked()).isTrue();
    }

    @Test
    void anAdopterMarksWhatItSends() throws SQLException {
        claim("a");
        passes(Duration.ofHours(1), Duration.ZERO);
        assertThat(marked()).isFalse();
        Claim.Adopted adopted = adopted();
        assertThat(adopted.quiet()).isGreaterThan(Duration.ofMinutes(59));

        assertThat(other.sends(adopted.hold(), theirs.of(run))).isEqualTo(Sending.NOW);

        assertThat(marked()).isTrue();
    }

    @Test
    void whoeverLostTheEffectSendsNothing() throws SQLException {
        claim("a");
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        TestDatabase.taken(run, taker);
        assertThatThrownBy(() -> sends("a")).as("taken").isInstanceOf(ControlFlow.Disowned.class);
        adopted();
        assertThatThrownBy(() -> sends("a")).as("adopted").isInstanceOf(ControlFlow.Disowned.class);
        assertThat(marked()).isFalse();
    }

    @Test
    void whatWasGivenUpIsNotSent() throws SQLException {
        claim("a");
        ledger.awaitSettled(run, journal);

        assertThat(sends("a")).isEqualTo(Sending.GIVEN_UP);
        assertThat(marked()).isFalse();
    }

    @Test
    void nothingIsSentThatCannotBeMarked() {
        claim("a");
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        counting.trouble(Trouble.AWAY);

        assertThatThrownBy(() -> sends("a")).isInstanceOf(LedgerUnavailable.class);
    }

    @Test
    void whatIsClaimedAnewHasNotBeenSent() throws SQLException {
        claim("a");
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        sends("a");
        assertThat(marked()).isTrue();
        settle("a", new EffectState.Failed("refused"));

        claim("a");

        assertThat(marked()).isFalse();
    }

    private Claim.Adopted adopted() {
        TestDatabase.dies(journal.fence());
        TestDatabase.taken(run, taker);
        theirs.resume(run, taker);
        return (Claim.Adopted) other.claim(intent("a"), TIMEOUT);
    }

    private Sending sends(String what) {
        return ledger.sends(holds.get(what), journal);
    }

    /// @param each how long each of its connections takes
    private StoredLedger slow(Queue<Duration> each) {
        DataSource real = TestDatabase.source();
        Class<?>[] type = {DataSource.class};
        var source = (DataSource) Proxy.newProxyInstance(type[0].getClassLoader(), type, (_, method, arguments) -> {
            nanos.addAndGet(each.remove().toNanos());
            return method.invoke(real, arguments);
        });
        return new StoredLedger(new Database(source), journals, new Time(Time.SYSTEM.wall(), nanos::get), leap, ids);
    }

    private boolean marked() throws SQLException {
        return TestDatabase.database()
                .query(
                        "select sent_at is not null from effect where root_run = ?",
                        row -> row.getBoolean(1),
                        UUID.fromString(run))
                .getFirst();
    }

    /// Time passes, as the database's clock sees it.
    private void passes(Duration sinceTheClaim, Duration sinceItWasSent) throws SQLException {
        TestDatabase.database()
                .update(
                        "update effect set started_at = now() - ? * interval '1 millisecond',"
                                + " sent_at = sent_at - ? * interval '1 millisecond' where root_run = ?",
                        sinceTheClaim.toMillis(),
                        sinceItWasSent.toMillis(),
                        UUID.fromString(run));
    }
}
