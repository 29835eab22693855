package dev.belay.whole;

import static dev.belay.whole.ShopResource.mail;
import static dev.belay.whole.ShopResource.provider;
import static dev.belay.whole.ShopResource.till;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Database;
import dev.belay.support.MailServer.Letter;
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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Notices as letters, from the run that causes them to a mail server.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class MailQuarkusTest {
    private static final String ASKED = "[Belay] reviewers is asked (unsafe_guarded)";

    @TestHTTPResource("/")
    URI server;

    @Inject
    Database database;

    private Shop shop;

    /// What other tests left behind is due as well, and would be tried first.
    @BeforeEach
    void open() throws SQLException {
        database.update("delete from scheduled_tasks where task_name = 'notice' and not picked");
        shop = new Shop(server, HttpClient.newHttpClient());
        provider.reset();
        till.reset();
    }

    @AfterEach
    void takeEverything() {
        mail.answer(_ -> "250 taken");
    }

    @Test
    void whoeverIsAskedGetsALetterWithoutWhatIsAskedFor() {
        String run = guarded();

        await().until(() -> !letters(run, ASKED).isEmpty());
        Letter letter = letters(run, ASKED).getFirst();
        assertThat(letter.from()).isEqualTo("belay@example.com");
        assertThat(letter.to()).containsExactly("desk@example.com", "heads@example.com");
        assertThat(letter.headers().get("from")).isEqualTo("belay@example.com");
        assertThat(letter.headers().get("to")).contains("desk@example.com", "heads@example.com");
        assertThat(letter.headers().get("message-id")).endsWith("@belay>");
        assertThat(letter.body())
                .contains("tool: unsafe_guarded", "group: reviewers", "run id: " + run, "approval id: ")
                .contains("link: https://belay.example.com/api/v1/approvals/")
                .doesNotContain("amount", "Please pay");
    }

    @Test
    void aDoubtIsToldOfOnce() {
        till.hold();
        JsonNode error = shop.chat(409, Shop.order("Please pay with unsafe_hasty", "unsafe_hasty"));
        String run = error.at("/error/belay/run").asText();
        String subject = "[Belay] nobody knows whether it happened (unsafe_hasty)";

        await().until(() -> !letters(run, subject).isEmpty() && left(run) == 0);
        assertThat(letters(run, subject)).singleElement().satisfies(letter -> {
            assertThat(letter.body())
                    .contains("doubt.raised", "state: IN_DOUBT", "effect class: UNSAFE")
                    .doesNotContain("amount");
            String key = letter.body().replaceAll("(?s).*effect: (\\S+).*", "$1");
            assertThat(shop.get("/api/v1/doubts/" + key).path("run").asText()).isEqualTo(run);
            assertThat(letter.body()).contains("link: https://belay.example.com/api/v1/doubts/" + key);
        });
    }

    @Test
    void aServerThatIsBusyIsAskedAgainWithTheSameLetter() {
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        mail.answer(letter -> tries.merge(letter.headers().get("message-id"), 1, Integer::sum) < 3
                ? "451 try again later"
                : "250 taken");
        String run = guarded();

        await().atMost(Duration.ofMinutes(1)).until(() -> letters(run, ASKED).size() >= 3 && left(run) == 0);
        assertThat(letters(run, ASKED)).hasSize(3);
        assertThat(letters(run, ASKED).stream().distinct().map(letter -> letter.headers()
                        .get("message-id")))
                .containsOnly(letters(run, ASKED).getFirst().headers().get("message-id"));
    }

    @Test
    void aServerThatRefusesForGoodIsNotAskedAgain() {
        mail.answer(_ -> "554 no");
        String run = guarded();

        await().until(() -> !letters(run, ASKED).isEmpty() && left(run) == 0);
        assertThat(letters(run, ASKED)).hasSize(1);
    }

    /// @return a run that waits for a person
    private String guarded() {
        return shop.chat(409, Shop.order("Please pay with unsafe_guarded", "unsafe_guarded"))
                .at("/error/belay/run")
                .asText();
    }

    private static List<Letter> letters(String run, String subject) {
        return mail.letters().stream()
                .filter(letter ->
                        letter.body().contains(run) && letter.subject().equals(subject))
                .toList();
    }

    /// Notices of the run that are neither delivered nor given up.
    private long left(String run) throws SQLException {
        return database.query(
                        "select count(*) from notice where run_id = ?", row -> row.getLong(1), UUID.fromString(run))
                .getFirst();
    }
}
