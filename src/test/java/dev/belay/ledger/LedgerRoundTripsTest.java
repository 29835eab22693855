package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.crash.rig.Gate;
import dev.belay.crash.rig.PostgresFraming;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How often an effect waits for the database, counted on the wire behind the pool and the driver that Belay uses.
class LedgerRoundTripsTest {
    /// Until the driver has prepared its statements, and knows what they return.
    private static final int WARM_UP = 20;
    private static final int COUNTED = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final Gate gate = new Gate(TestDatabase::port, PostgresFraming::new, Gate.Watch.NOTHING);
    private AgroalDataSource pool;
    private StoredLedger ledger;
    private RunJournal journal;

    @BeforeEach
    void open() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + gate.port() + "/postgres?user=postgres";
        pool = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(one -> one.maxSize(1)
                        .connectionFactoryConfiguration(connection -> connection.jdbcUrl(url))));
        Database database = new Database(pool);
        Journals journals = JournalsForTests.on(database);
        String run = ids.run();
        journal = journals.open(run, TestDatabase.run(run));
        ledger = new StoredLedger(database, journals, Time.SYSTEM, Pause.REAL, ids);
    }

    @AfterEach
    void close() {
        pool.close();
        gate.close();
    }

    @Test
    void twoForAClaimAndItsOutcome() {
        assertThat(counted(this::claimAndSettle)).isEqualTo(2 * COUNTED);
    }

    @Test
    void twoForATransactionBesideWhatTheToolSays() {
        assertThat(counted(this::transact)).isEqualTo(2 * COUNTED);
    }

    private long counted(java.util.function.IntConsumer call) {
        for (int i = 0; i < WARM_UP; i++) {
            call.accept(i);
        }
        long before = gate.roundTrips();
        for (int i = WARM_UP; i < WARM_UP + COUNTED; i++) {
            call.accept(i);
        }
        return gate.roundTrips() - before;
    }

    private void claimAndSettle(int number) {
        EffectLedger.Intent intent = intent(number, EffectClass.UNSAFE);
        var mine = (EffectLedger.Claim.Mine) ledger.claim(intent, TIMEOUT);
        ledger.settle(mine.hold(), new EffectState.Done("done"), journal, fact(intent));
    }

    private void transact(int number) {
        EffectLedger.Intent intent = intent(number, EffectClass.TRANSACTIONAL);
        var done = new EffectLedger.Outcome(new EffectState.Done("done"), fact(intent));
        assertThat(ledger.transact(intent, TIMEOUT, journal, _ -> done))
                .isInstanceOf(EffectLedger.Transacted.Settled.class);
    }

    private EffectLedger.Intent intent(int number, EffectClass effect) {
        EffectKey key = new EffectKey(journal.runId(), "write", "{\"what\":" + number + "}", 0);
        return new EffectLedger.Intent(key, journal.runId(), effect);
    }

    private static Entry.ToolDone fact(EffectLedger.Intent intent) {
        ToolResult result = new ToolResult("id", "write", "done", ToolResult.Status.OK, ToolResult.Source.EXECUTED);
        return new Entry.ToolDone(
                1, result, intent.effectClass().name(), intent.key().hash(), 5);
    }
}
