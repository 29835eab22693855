package dev.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.ledger.EffectState;
import dev.belay.ledger.LedgerForTests;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A database that had the migrations up to 21 when its runs and effects were written goes on with this release.
class OlderDatabaseTest {
    private static final String BEFORE = "21";
    private static final EffectKey KEY = new EffectKey("01a2022d-cf6a-7037-910b-1190b82b90aa", "act", "{\"n\":1}", 0);

    private final javax.sql.DataSource source = TestDatabase.empty();
    private final Database database = new Database(source);
    private final UUID run = UUID.fromString(KEY.rootRun());
    private long dead;

    @BeforeEach
    void isFilledAndMigrated() throws SQLException {
        flyway().target(BEFORE).load().migrate();
        dead = process();
        sql("update process set ended_at = now() where fence = ?", dead);
        sql(
                "insert into run (id, root_id, caller_id, strategy, state, owner, takeovers) values"
                        + " (?, ?, 'test', 'sequential', 'RUNNING', ?, 2)",
                run,
                run,
                dead);
        effect(KEY.hash(), "STARTED", null);
        effect("done", "DONE", "paid");
        effect("failed", "FAILED", "refused");

        flyway().load().migrate();
    }

    @Test
    void isWholeAndAsNewAsOneThatIsEmpty() {
        Flyway now = flyway().load();
        assertThat(now.validateWithResult().validationSuccessful).isTrue();
        assertThat(now.info().pending()).isEmpty();
        assertThat(List.of(now.info().applied()))
                .anySatisfy(each ->
                        assertThat(each.getVersion().isNewerThan(BEFORE)).isTrue());
    }

    @Test
    void keepsWhatItHeld() throws SQLException {
        assertThat(database.query(
                        "select state, owner, takeovers from run where id = ?",
                        row -> List.of(row.getString(1), row.getLong(2), row.getInt(3)),
                        run))
                .containsExactly(List.of("RUNNING", dead, 2));
        assertThat(ledger(dead).effects(KEY.rootRun()))
                .extracting(EffectLedger.Effect::state)
                .containsExactlyInAnyOrder(
                        new EffectState.Started(), new EffectState.Done("paid"), new EffectState.Failed("refused"));
    }

    /// It was written before there were marks, so it counts as sent when it was begun.
    @Test
    void whatADeadProcessBeganBeforeIsAdopted() throws SQLException {
        long taker = process();
        sql("update run set owner = ? where id = ?", taker, run);

        Claim claim = ledger(taker)
                .claim(new EffectLedger.Intent(KEY, KEY.rootRun(), EffectClass.RECONCILABLE), Duration.ofSeconds(30));

        assertThat(claim).isInstanceOfSatisfying(Claim.Adopted.class, adopted -> {
            assertThat(adopted.age()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(5));
            assertThat(adopted.quiet()).isBetween(Duration.ofSeconds(59), Duration.ofMinutes(5));
        });
    }

    private EffectLedger ledger(long fence) {
        Journals journals = JournalsForTests.on(database);
        journals.resume(KEY.rootRun(), fence);
        return LedgerForTests.on(database, journals);
    }

    private FluentConfiguration flyway() {
        return Flyway.configure().dataSource(source).locations("classpath:db/migration");
    }

    private long process() throws SQLException {
        return database.query(
                        "insert into process (name, expires_at) values ('test', 'infinity') returning fence",
                        row -> row.getLong(1))
                .getFirst();
    }

    private void effect(String key, String state, String result) throws SQLException {
        sql(
                "insert into effect (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, result, claim,"
                        + " owner, started_at, give_up_at) values (?, ?, ?, 'act', '{\"n\":1}', 0, 'RECONCILABLE', ?, ?,"
                        + " gen_random_uuid(), ?, now() - interval '1 minute', now())",
                key,
                run,
                run,
                state,
                result,
                dead);
    }

    private void sql(String statement, Object... values) throws SQLException {
        database.update(statement, values);
    }
}
