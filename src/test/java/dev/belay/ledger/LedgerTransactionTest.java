package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.ledger.EffectLedger.Transacted;
import dev.belay.platform.Pause;
import dev.belay.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Effects that are committed together with their record.
class LedgerTransactionTest extends LedgerOnDatabase {

    @BeforeAll
    static void table() throws SQLException {
        TestDatabase.database().update("create table if not exists posted (run text, what text)");
    }

    @Test
    void commitsEffectOutcomeAndEntryTogether() throws SQLException {
        Transacted made = transact("a", connection -> post(connection, "a"));

        assertThat(made).isInstanceOf(Transacted.Settled.class);
        assertThat(posted()).containsExactly("a");
        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("posted a"));
        assertThat(journal.entries()).hasSize(1);
        assertThat(transact("a", connection -> post(connection, "again")))
                .isEqualTo(new Transacted.NotMine(new Claim.Recorded(new EffectState.Done("posted a"))));
        assertThat(posted()).containsExactly("a");
    }

    @Test
    void undoesWhatAFailedToolDid() throws SQLException {
        transact("a", connection -> {
            post(connection, "a");
            return outcome("a", new EffectState.Failed("no seat"));
        });

        assertThat(posted()).isEmpty();
        assertThat(stateOf("a")).isEqualTo(new EffectState.Failed("no seat"));
        assertThat(journal.entries()).hasSize(1);
        transact("a", connection -> post(connection, "a"));
        assertThat(posted()).as("a failed effect may be tried again").containsExactly("a");
    }

    @Test
    void leavesNothingBehindWhenTheProcessDiesInTheMiddle() throws SQLException {
        assertThatThrownBy(() -> transact("a", connection -> {
                    post(connection, "a");
                    throw new Died();
                }))
                .isInstanceOf(Died.class);

        assertThat(posted()).isEmpty();
        assertThat(ledger.effects(run)).isEmpty();
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void commitsNothingOnceTheRunIsTaken() throws SQLException {
        long taker = TestDatabase.process();
        TestDatabase.taken(run, taker);
        assertThatThrownBy(() -> transact("a", connection -> post(connection, "a")))
                .isInstanceOf(ControlFlow.Disowned.class);
        assertThat(posted()).isEmpty();
    }

    /// The commit is on its way with the outcome, so it has to stop where that finds nothing to settle.
    @Test
    void commitsNothingThatIsNotSettled() throws SQLException {
        assertThatThrownBy(() -> transact("a", connection -> {
                    try (var settle = connection.prepareStatement("update effect set state = 'DONE' where key = ?")) {
                        settle.setString(1, key("a").hash());
                        settle.executeUpdate();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                    return post(connection, "a");
                }))
                .isInstanceOf(LedgerUnavailable.class);

        assertThat(posted()).isEmpty();
        assertThat(ledger.effects(run)).isEmpty();
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void keepsTheTransactionFromWhoeverActsInIt() {
        List<String> refused = new ArrayList<>();
        transact("a", connection -> {
            for (Attempt attempt :
                    List.<Attempt>of(Connection::commit, Connection::rollback, open -> open.setAutoCommit(true))) {
                try {
                    attempt.on(connection);
                } catch (SQLException e) {
                    refused.add(e.getMessage());
                }
            }
            return post(connection, "a");
        });
        assertThat(refused).hasSize(3);
    }

    @Test
    void causesOneEffectForManyWhoClaimAtOnce() throws Exception {
        StoredLedger real = ledger(Pause.REAL);
        StoredLedger other = ledger(Pause.REAL);
        AtomicInteger done = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Transacted>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                StoredLedger one = i % 2 == 0 ? real : other;
                all.add(threads.submit(
                        () -> one.transact(intent("a"), TIMEOUT, journal, connection -> post(connection, "a"))));
            }
            for (Future<Transacted> one : all) {
                done.addAndGet(one.get() instanceof Transacted.Settled ? 1 : 0);
            }
        }
        assertThat(done).hasValue(1);
        assertThat(posted()).containsExactly("a");
    }

    private Transacted transact(String what, EffectLedger.Act act) {
        return ledger.transact(intent(what), Duration.ofSeconds(5), journal, act);
    }

    private EffectLedger.Outcome post(Connection connection, String what) {
        try (var insert = connection.prepareStatement("insert into posted values (?, ?)")) {
            insert.setString(1, run);
            insert.setString(2, what);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return outcome(what, new EffectState.Done("posted " + what));
    }

    private EffectLedger.Outcome outcome(String what, EffectState state) {
        var result = new ToolResult(what, "write", "said", ToolResult.Status.OK, ToolResult.Source.EXECUTED);
        return new EffectLedger.Outcome(
                state, new Entry.ToolDone(1, result, "TRANSACTIONAL", key(what).hash(), 5));
    }

    private List<String> posted() throws SQLException {
        return TestDatabase.database().query("select what from posted where run = ?", row -> row.getString(1), run);
    }

    @FunctionalInterface
    private interface Attempt {
        void on(Connection connection) throws SQLException;
    }

    private static final class Died extends RuntimeException {}
}
