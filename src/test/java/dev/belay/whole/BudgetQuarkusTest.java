package dev.belay.whole;

import static dev.belay.whole.ProviderResource.destination;
import static dev.belay.whole.ProviderResource.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.budget.Budgets;
import dev.belay.drill.log.Seen;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a run may cost, against what the provider says that it did.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
class BudgetQuarkusTest {
    /// As configured: a dollar for a million tokens in, two for a million out.
    private static final BigDecimal IN = new BigDecimal("0.000001");

    private static final BigDecimal OUT = new BigDecimal("0.000002");

    @TestHTTPResource("/")
    URI server;

    @Inject
    Database database;

    @Inject
    Budgets budgets;

    private Http http;

    @BeforeEach
    void open() {
        http = new Http(server).as(Canaries.ADMIN_KEY);
        provider.reset();
    }

    @Test
    void whatIsSpentIsWhatTheProviderCounts() throws Exception {
        Http.Reply reply = http.chat(with(Http.ask("standin-ok", "hello"), "budget_usd", "0.001"));

        assertThat(reply.expect(200).json().at("/belay/state").asText()).isEqualTo("SUCCEEDED");
        JsonNode sent = Json.tree(provider.log().getFirst().asked().body());
        assertThat(sent.path("max_tokens").asInt())
                .as("as many as are paid for")
                .isBetween(64, 500);
        JsonNode budget = budget(reply.run());
        assertThat(budget.path("spent").decimalValue()).isEqualByComparingTo(billed());
        assertThat(budget.path("reserved").decimalValue()).isEqualByComparingTo("0");
        assertThat(budget.path("left").decimalValue()).isEqualByComparingTo(new BigDecimal("0.001").subtract(billed()));
        assertThat(http.get("/api/v1/budgets").expect(200).body()).contains(reply.run());
    }

    @Test
    void ofACutCallNoLessIsSpentThanMayBeBilled() throws Exception {
        Http.Reply reply = http.chat(with(Http.ask("standin-w08", "hello"), "budget_usd", "1"));

        BigDecimal generated = provider.log().stream()
                .map(seen -> OUT.multiply(BigDecimal.valueOf(seen.sent().tokens())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(generated).isPositive();
        JsonNode budget = budget(reply.run());
        assertThat(budget.path("spent").decimalValue()).isGreaterThanOrEqualTo(generated);
        assertThat(budget.path("presumed").decimalValue())
                .isEqualByComparingTo(budget.path("spent").decimalValue());
        assertThat(budget.path("reserved").decimalValue()).isEqualByComparingTo("0");
    }

    /// Written out it is a gigabyte, and whoever took the run over would write it out again.
    @ParameterizedTest
    @ValueSource(strings = {"1e-61", "1e-999999999"})
    void anAmountThatNobodyMeansIsRefused(String amount) throws Exception {
        JsonNode chat = http.chat(with(Http.ask("standin-ok", "hello"), "budget_usd", amount))
                .expect(400)
                .json();
        assertThat(chat.at("/error/param").asText()).isEqualTo("belay.budget_usd");
        ObjectNode body = Json.object().put("input", "hello").put("wait", true);
        body.putObject("budget").put("usd", new BigDecimal(amount));
        assertThat(http.post("/api/v1/runs", body)
                        .expect(400)
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("budget.usd");

        String run = http.chat(with(Http.ask("standin-ok", "hello"), "budget_usd", "0"))
                .expect(402)
                .json()
                .at("/error/belay/run")
                .asText();
        Http.Reply more = resume(run, Json.object().put("budget_usd", new BigDecimal(amount)));
        assertThat(more.expect(400).json().path("field").asText()).isEqualTo("budget_usd");
        assertThat(provider.log()).isEmpty();
    }

    @Test
    void aRunThatStopsForItsBudgetGoesOnWithMore() throws Exception {
        Http.Reply stopped = http.chat(with(Http.ask("standin-ok", "hello"), "budget_usd", "0.0001"));
        assertThat(stopped.expect(402).json().at("/error/belay/state").asText()).isEqualTo("BUDGET_STOPPED");
        assertThat(stopped.json().at("/error/message").asText()).contains("$0.0001 of $0.0001 left");
        assertThat(provider.log()).as("nothing is sent that is not paid for").isEmpty();
        String run = stopped.json().at("/error/belay/run").asText();

        resume(run, Json.object().put("budget_usd", new BigDecimal("0.00005"))).expect(400);
        resume(run, Json.object()).expect(202);
        await().until(() -> state(run).equals("BUDGET_STOPPED"));
        resume(run, Json.object().put("budget_usd", new BigDecimal("0.01"))).expect(202);
        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(budget(run).path("spent").decimalValue()).isEqualByComparingTo(billed());
    }

    @Test
    void nothingHappensAgainWhenItGoesOn() throws Exception {
        int booked = destination.count("/bookings");
        ObjectNode body = Http.ask("book", "Please book it.", UUID.randomUUID().toString(), "book");
        ((ObjectNode) body.path("belay"))
                .putObject("budget")
                .put("model_calls", 1)
                .put("tool_calls", 5);
        Http.Reply stopped = http.chat(body).expect(402);
        String run = stopped.json().at("/error/belay/run").asText();
        assertThat(destination.count("/bookings")).isEqualTo(booked + 1);

        ObjectNode more = Json.object();
        more.putObject("budget").put("model_calls", 3);
        resume(run, more).expect(202);
        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(destination.count("/bookings")).isEqualTo(booked + 1);
        assertThat(rows("select count(*) from effect where root_run = ?::uuid", run))
                .isEqualTo(1);
        assertThat(provider.log()).hasSize(2);
        assertThat(budget(run, "model_calls").path("spent").asInt()).isEqualTo(2);
        assertThat(budget(run, "tool_calls").path("spent").asInt()).isEqualTo(1);
    }

    @Test
    void aToolIsNotCalledWithoutABudgetForIt() throws Exception {
        int booked = destination.count("/bookings");
        ObjectNode body = Http.ask("book", "Please book it.", UUID.randomUUID().toString(), "book");
        ((ObjectNode) body.path("belay")).putObject("budget").put("tool_calls", 0);
        String run = http.chat(body).expect(402).json().at("/error/belay/run").asText();
        assertThat(destination.count("/bookings")).isEqualTo(booked);

        ObjectNode more = Json.object();
        more.putObject("budget").put("tool_calls", 1);
        resume(run, more).expect(202);
        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(destination.count("/bookings")).isEqualTo(booked + 1);
        assertThat(provider.log()).as("the call had been decided").hasSize(2);
    }

    @Test
    void aCheaperModelOfTheRouteDoes() throws Exception {
        Http.Reply reply = http.chat(with(Http.ask("cheaper", "hello"), "budget_usd", "0.01"));
        assertThat(reply.expect(200).json().at("/belay/state").asText()).isEqualTo("SUCCEEDED");
        assertThat(provider.log()).hasSize(1);
        assertThat(budget(reply.run()).path("spent").decimalValue()).isEqualByComparingTo(billed());
        http.chat(with(Http.ask("cheaper", "hello"), "budget_usd", "0.0001")).expect(402);
    }

    @Test
    void tiersThatNeedNoModelAnswerForNothing() throws Exception {
        Http.Reply answer = http.chat(with(Http.ask("degrade", "What is 19% tax on 100?"), "budget_usd", "0.01"));
        assertThat(answer.expect(200).json().at("/belay/state").asText()).isEqualTo("DEGRADED");
        String told = http.get("/api/v1/runs/" + answer.run() + "/explain").body();
        assertThat(told).contains("over_budget");
        assertThat(provider.log()).isEmpty();

        Http.Reply none = http.chat(with(Http.ask("degrade", "hello"), "budget_usd", "0.01"));
        assertThat(none.expect(402).json().at("/error/belay/state").asText()).isEqualTo("BUDGET_STOPPED");
    }

    @Test
    void aPersonIsAskedForMore() throws Exception {
        JsonNode resting = resting(Json.object().put("usd", new BigDecimal("0.01")));
        assertThat(resting.at("/approval/kind").asText()).isEqualTo("QUESTION");
        String run = resting.path("id").asText();
        assertThat(provider.log()).isEmpty();

        answer(resting.path("approval"), "$5");
        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(budget(run).path("limit").asText()).isEqualTo("5");
        assertThat(provider.log()).hasSize(1);
    }

    @Test
    void anAnswerThatIsNotUnderstoodIsAskedForAgain() throws Exception {
        JsonNode resting = resting(Json.object().put("usd", new BigDecimal("0.01")));
        String run = resting.path("id").asText();
        JsonNode asked = resting.path("approval");
        for (String answer : List.of("50 cents", "20k")) {
            String before = asked.path("id").asText();
            answer(asked, answer);
            await().until(() -> !before.equals(approval(run).path("id").asText(before)));
            asked = approval(run);
            assertThat(http.get(asked.path("url").asText()).expect(200).body())
                    .contains("not understood", "such as 5, $5 or 5 dollars");
        }
        assertThat(provider.log()).isEmpty();

        answer(asked, "0.5 dollars");
        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(budget(run).path("limit").asText()).isEqualTo("0.5");
    }

    /// A part of a call is none.
    @Test
    void anAnswerThatAllowsNothingMoreStopsTheRun() throws Exception {
        JsonNode resting = resting(Json.object().put("model_calls", 0));
        String run = resting.path("id").asText();
        answer(resting.path("approval"), "0.5");
        await().until(() -> state(run).equals("BUDGET_STOPPED"));
        assertThat(provider.log()).isEmpty();
    }

    /// A run that waits for a person to allow it more.
    private JsonNode resting(ObjectNode budget) throws Exception {
        ObjectNode body =
                Json.object().put("input", "hello").put("policy", "ask").put("wait", true);
        body.set("budget", budget);
        JsonNode resting = http.post("/api/v1/runs", body).expect(202).json();
        assertThat(resting.path("state").asText()).isEqualTo("NEEDS_HUMAN");
        return resting;
    }

    private void answer(JsonNode approval, String text) throws Exception {
        String url = approval.path("url").asText() + "/answer";
        http.as(key()).post(url, Json.object().put("text", text)).expect(200);
    }

    /// What the run waits for.
    private JsonNode approval(String run) throws Exception {
        return http.get("/api/v1/runs/" + run).expect(200).json().path("approval");
    }

    @Test
    void aPolicysDayIsEverybodys() throws Exception {
        http.chat(Http.ask("capped", "hello")).expect(200);
        http.chat(Http.ask("capped", "hello")).expect(200);
        Http.Reply third = http.chat(Http.ask("capped", "hello")).expect(402);
        assertThat(third.json().at("/error/message").asText()).contains("budget of the policy capped for 20");
        assertThat(provider.log()).hasSize(2);
        assertThat(http.get("/q/metrics").body()).contains("belay_budget_reached_total");
        assertThat(http.as(key()).get("/api/v1/budgets").expect(200).body())
                .as("for administrators")
                .doesNotContain("capped");
    }

    @Test
    void whatADeadProcessUsedUpIsAnnounced() throws Exception {
        String root = UUID.randomUUID().toString();
        String key = "policy:usd:total:" + root;
        long dead = database.query(
                        "insert into process (name, expires_at, ended_at) values ('dead', now(), now()) returning fence",
                        row -> row.getLong(1))
                .getFirst();
        database.update(
                "insert into budget (key, scope, subject, period, measure, allowed, reserved)"
                        + " values (?, 'policy', ?, 'total', 'usd', 1, 0.9)",
                key,
                root);
        database.update(
                "insert into reservation (id, owner, root_run, keys, held)"
                        + " values (gen_random_uuid(), ?, ?, array[?], array[0.9])",
                dead,
                UUID.fromString(root),
                key);

        budgets.presume(root);
        await().until(() ->
                http.get("/api/v1/alerts?cleared=true").expect(200).body().contains(key));
        assertThat(http.get("/q/metrics").body())
                .containsPattern("belay_budget_reached_total\\{.*percent=\"80\".*scope=\"policy\"");
    }

    @Test
    void whatIsNotKnownIsNotCountedAsNothing() throws Exception {
        Http.Reply refused = http.chat(with(Http.ask("unpriced", "hello"), "budget_usd", "1"));
        assertThat(refused.expect(400).json().at("/error/param").asText()).isEqualTo("belay.budget_usd");
        assertThat(refused.json().at("/error/message").asText())
                .contains("belay.models.unpriced.input-price", "belay.models.unpriced.output-price");
        http.chat(Http.ask("unpriced", "hello")).expect(200);
        assertThat(provider.log()).hasSize(1);
    }

    private Http.Reply resume(String run, ObjectNode body) throws Exception {
        return http.post("/api/v1/runs/" + run + "/resume", body);
    }

    private String state(String run) throws Exception {
        return http.get("/api/v1/runs/" + run).json().path("state").asText();
    }

    private JsonNode budget(String run) throws Exception {
        return budget(run, "usd");
    }

    private JsonNode budget(String run, String measure) throws Exception {
        JsonNode explained =
                http.get("/api/v1/runs/" + run + "/explain").expect(200).json();
        for (JsonNode budget : explained.path("budgets")) {
            if (budget.path("measure").asText().equals(measure)) {
                return budget;
            }
        }
        throw new AssertionError("no budget in " + explained);
    }

    private static ObjectNode with(ObjectNode body, String field, String amount) {
        body.withObject("/belay").put(field, new BigDecimal(amount));
        return body;
    }

    /// What the provider bills for whole answers.
    private static BigDecimal billed() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Seen seen : provider.log()) {
            if (seen.played().complete()) {
                sum = sum.add(IN.multiply(BigDecimal.valueOf(seen.played().inputTokens())))
                        .add(OUT.multiply(BigDecimal.valueOf(seen.played().outputTokens())));
            }
        }
        return sum;
    }

    private long rows(String query, String run) throws Exception {
        return database.query(query, row -> row.getLong(1), run).getFirst();
    }

    /// Of somebody who asks and decides, and administers nothing.
    private String key() throws Exception {
        ObjectNode body = Json.object().put("name", "reviewer");
        body.putArray("scopes").add("ask").add("approve");
        return http.post("/api/v1/keys", body).expect(201).json().path("key").asText();
    }
}
