package dev.belay.whole;

import static dev.belay.whole.ShopResource.provider;
import static dev.belay.whole.ShopResource.till;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Forks and rewinds of a run that has paid twice, as the till counts.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class HistoryQuarkusTest {
    private static final String PAID_7 = "/pay/keyed_patient/7 {\"amount\":5}";
    private static final String PAID_8 = "/pay/unsafe_patient/8 {\"amount\":6}";
    private static final String PAID_9 = "/pay/unsafe_patient/9 {\"amount\":7}";
    private static final String REFUNDED_7 = "/pay/refund/7 {\"amount\":5}";
    private static final String REFUNDED_8 = "/pay/refund/8 {\"amount\":6}";
    /// The entry with which the first payment has its result: attempt, decision, payment.
    private static final long FIRST_PAID = 3;
    /// Then: decision, payment, answer, held, ended.
    private static final long WHOLE = 8;

    @TestHTTPResource("/")
    URI server;

    @Inject
    Database database;

    private Shop shop;
    private String run;

    @BeforeEach
    void payBoth() {
        shop = new Shop(server, HttpClient.newHttpClient());
        provider.reset();
        till.reset();
        JsonNode answer = shop.chat(200, Shop.order("Please pay both orders", "keyed_patient", "unsafe_patient"));
        run = answer.at("/belay/run").asText();
        assertThat(till.payments()).containsExactly(PAID_7, PAID_8);
    }

    @AfterEach
    void nobodyIsKeptWaiting() {
        till.release();
    }

    @Test
    void aForkDoesNotPayWhatIsPaidAndAsksBeforeItPaysAnew() throws Exception {
        String fork = turn(202, "fork", wish(FIRST_PAID).put("message", "and one more"))
                .at("/id")
                .asText();

        await().until(() -> state(fork).equals("NEEDS_HUMAN"));
        assertThat(till.payments()).as("7 is known, and 9 waits").containsExactly(PAID_7, PAID_8);
        JsonNode waits = shop.get("/api/v1/runs/" + fork).at("/approval");
        assertThat(waits.at("/tool").asText()).isEqualTo("unsafe_patient");
        JsonNode approval = shop.get("/api/v1/approvals/" + waits.at("/id").asText());
        assertThat(approval.toString()).contains("goes its own way from entry 3 of run " + run);
    }

    @Test
    void aForkThatMayActPaysAnewAndOnce() throws Exception {
        String fork = turn(
                        202, "fork", wish(WHOLE).put("message", "and one more").put("effects", "allow"))
                .at("/id")
                .asText();

        await().until(() -> state(fork).equals("SUCCEEDED"));
        assertThat(till.payments()).containsExactly(PAID_7, PAID_8, PAID_9);
        assertThat(kinds(fork)).containsSubsequence("held", "ended", "forked", "resumed", "attempt", "decision");
        assertThat(shop.get("/api/v1/runs/" + fork).at("/root_id").asText()).isEqualTo(run);
    }

    @Test
    void aStepThatIsNotWholeIsRefusedWithTheNearestThatAre() throws Exception {
        JsonNode refused = turn(400, "fork", wish(2));

        assertThat(refused.at("/field").asText()).isEqualTo("seq");
        assertThat(refused.at("/detail").asText()).endsWith("the nearest are 1 and 3");
    }

    @Test
    void aRewindTellsWhatItWouldUndoAndDoesItWhenToldTo() throws Exception {
        JsonNode refused = turn(409, "rewind", wish(1));
        assertThat(refused.at("/type").asText()).isEqualTo("urn:belay:effects-since");
        assertThat(refused.at("/effects").valueStream().map(effect -> effect.at("/tool")
                        .asText()))
                .containsExactly("unsafe_patient", "keyed_patient");

        turn(202, "rewind", wish(1).put("compensate", true));

        await().until(() -> state(run).equals("NEEDS_HUMAN"));
        assertThat(till.payments()).containsExactly(PAID_7, PAID_8, REFUNDED_8, REFUNDED_7);
        assertThat(kinds(run)).endsWith("undoing", "tool", "undone", "undoing", "tool", "undone", "rewound", "ended");
    }

    @Test
    void whatWasUndoneMayBeDoneAgain() throws Exception {
        turn(202, "rewind", wish(FIRST_PAID).put("compensate", true).put("resume", true));

        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(till.payments()).containsExactly(PAID_7, PAID_8, REFUNDED_8, PAID_8);
        turn(202, "rewind", wish(FIRST_PAID).put("compensate", true));
        await().until(() -> state(run).equals("NEEDS_HUMAN"));
        assertThat(till.payments()).endsWith(PAID_8, REFUNDED_8).hasSize(5);
    }

    @Test
    void aRewindThatIsLeftHalfWayIsGoneOnWithAndUndoesNothingTwice() throws Exception {
        till.hold();
        turn(202, "rewind", wish(1).put("compensate", true));
        await().until(() -> till.payments().size() == 3);
        disown();
        till.release();

        await().atMost(Duration.ofSeconds(40))
                .until(() -> state(run).equals("NEEDS_HUMAN") || state(run).equals("IN_DOUBT"));
        assertThat(till.payments())
                .as("the first refund was under way, is not repeated, and is said to be in doubt")
                .containsExactly(PAID_7, PAID_8, REFUNDED_8);
    }

    @Test
    void aRewindThatDiesBetweenTwoRefundsMakesTheOther() throws Exception {
        forgetAfterTheFirst();

        turn(202, "rewind", wish(1).put("compensate", true));

        await().atMost(Duration.ofSeconds(40)).until(() -> state(run).equals("NEEDS_HUMAN"));
        assertThat(till.payments()).containsExactly(PAID_7, PAID_8, REFUNDED_8, REFUNDED_7);
        assertThat(kinds(run)).containsSubsequence("undone", "resumed", "undone", "rewound", "ended");
    }

    @Test
    void aRewindThatItsDeadlineCutsOffCanBeAskedForAgainAndUndoesNothingTwice() throws Exception {
        till.hold();
        turn(202, "rewind", wish(1).put("compensate", true).put("deadline_ms", 1000));
        await().until(() -> till.payments().size() == 3);
        await().until(this::longOverdue);
        till.release();

        await().atMost(Duration.ofSeconds(40)).until(() -> !state(run).equals("RUNNING"));
        assertThat(state(run)).isEqualTo("FAILED");
        assertThat(shop.get("/api/v1/runs/" + run).toString()).contains("deadline");
        assertThat(till.payments()).containsExactly(PAID_7, PAID_8, REFUNDED_8);

        turn(202, "rewind", wish(1).put("compensate", true));

        await().atMost(Duration.ofSeconds(40)).until(() -> state(run).equals("NEEDS_HUMAN"));
        assertThat(till.payments()).containsExactly(PAID_7, PAID_8, REFUNDED_8, REFUNDED_7);
        assertThat(kinds(run)).endsWith("rewound", "ended");
    }

    @Test
    void whatARunAskedIsWithdrawnWhenItGoesBackToBeforeItAsked() throws Exception {
        String fork = turn(202, "fork", wish(FIRST_PAID).put("message", "and one more"))
                .at("/id")
                .asText();
        await().until(() -> state(fork).equals("NEEDS_HUMAN"));
        String asked = approval(fork);

        shop.post(202, "/api/v1/runs/" + fork + "/rewind", wish(FIRST_PAID + 1));
        await().until(() -> kinds(fork).contains("rewound") && state(fork).equals("NEEDS_HUMAN"));

        JsonNode refused = shop.post(409, "/api/v1/approvals/" + asked + "/approve", Json.object());
        assertThat(refused.at("/type").asText()).isEqualTo("urn:belay:withdrawn");
        assertThat(refused.at("/detail").asText()).contains("run " + fork + " went back to before it asked");
        assertThat(refused.at("/approval/state").asText()).isEqualTo("WITHDRAWN");
        assertThat(state(fork)).isEqualTo("NEEDS_HUMAN");

        shop.post(202, "/api/v1/runs/" + fork + "/resume", Json.object());
        await().until(() -> state(fork).equals("NEEDS_HUMAN")
                && !shop.get("/api/v1/runs/" + fork).at("/approval/id").isMissingNode());
        assertThat(approval(fork)).as("it is asked anew").isNotEqualTo(asked);
        assertThat(till.payments()).containsExactly(PAID_7, PAID_8);
    }

    private String approval(String id) {
        return shop.get("/api/v1/runs/" + id).at("/approval/id").asText();
    }

    /// Whatever watches the deadline has seen it pass.
    private boolean longOverdue() throws SQLException {
        return database.query(
                        "select deadline_at < now() - interval '2 seconds' from run where id = ?",
                        row -> row.getBoolean(1),
                        UUID.fromString(run))
                .getFirst();
    }

    /// From the first entry that says that something is undone, the run belongs to a process that is gone.
    private void forgetAfterTheFirst() throws SQLException {
        database.update("""
                create or replace function dies() returns trigger language plpgsql as $$ begin
                    if new.kind = 'undone' and new.run_id = '%s' and not exists (
                            select 1 from journal where run_id = new.run_id and kind = 'undone' and seq < new.seq) then
                        update run set owner = null where id = new.run_id;
                    end if;
                    return new;
                end $$""".formatted(run));
        database.update("create or replace trigger dies after insert on journal for each row execute function dies()");
    }

    private void disown() throws SQLException {
        database.update("update run set owner = null where id = ?", UUID.fromString(run));
    }

    @AfterEach
    void nobodyDies() throws SQLException {
        database.update("drop trigger if exists dies on journal");
    }

    private JsonNode turn(int status, String what, ObjectNode wish) throws Exception {
        return shop.post(status, "/api/v1/runs/" + run + "/" + what, wish);
    }

    private static ObjectNode wish(long seq) {
        return Json.object().put("seq", seq);
    }

    private String state(String id) {
        return shop.get("/api/v1/runs/" + id).at("/state").asText();
    }

    private List<String> kinds(String id) {
        return shop.explain(id)
                .at("/steps")
                .valueStream()
                .map(step -> step.at("/kind").asText())
                .toList();
    }
}
