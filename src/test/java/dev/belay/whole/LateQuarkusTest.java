package dev.belay.whole;

import static dev.belay.whole.ShopResource.provider;
import static dev.belay.whole.ShopResource.till;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.journal.Entry;
import dev.belay.journal.Facts;
import dev.belay.ledger.EffectKey;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Json;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Runs that are taken over when their deadline has passed: what their dead process had begun is found out about before
/// they end, as the till counts.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class LateQuarkusTest {
    private static final String ARGUMENTS = "{\"amount\":5,\"order\":\"7\"}";

    @TestHTTPResource("/")
    URI server;

    @Inject
    Database database;

    @Inject
    Ids ids;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(server, HttpClient.newHttpClient());
        provider.reset();
        till.reset();
    }

    @Test
    void aKeyedPaymentIsSentAgainAndMadeOnce() throws Exception {
        String run = ids.run();
        pay("keyed_patient", new EffectKey(run, "keyed_patient", ARGUMENTS, 0).hash());

        JsonNode late = late(run, "keyed_patient", "KEYED");

        assertThat(late.at("/state").asText()).isEqualTo("FAILED");
        assertThat(late.toString()).contains("deadline");
        assertThat(effect(run)).isEqualTo("DONE");
        assertThat(till.payments()).hasSize(1);
        assertThat(till.sent()).isEqualTo(2);
        assertThat(provider.log()).as("no tier was tried").isEmpty();
    }

    @Test
    void aDestinationIsAskedAndNothingIsPaidAfterTheDeadline() throws Exception {
        String run = ids.run();

        assertThat(late(run, "reconcilable_patient", "RECONCILABLE")
                        .at("/state")
                        .asText())
                .isEqualTo("FAILED");

        assertThat(effect(run)).isEqualTo("FAILED");
        assertThat(till.sent()).isZero();
        assertThat(till.requests()).isEqualTo(1);
    }

    @Test
    void whatCannotBeFoundOutIsInDoubt() throws Exception {
        String run = ids.run();

        assertThat(late(run, "unsafe_patient", "UNSAFE").at("/state").asText()).isEqualTo("IN_DOUBT");

        assertThat(effect(run)).isEqualTo("IN_DOUBT");
        assertThat(till.requests()).isZero();
    }

    /// The process had come this far before it died.
    private void pay(String tool, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + till.port() + "/pay/" + tool + "/7"))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"amount\":5}"))
                .build();
        shop.client().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /// A run whose process died after it had started the call, a while before the deadline passed.
    private JsonNode late(String run, String tool, String effectClass) throws SQLException {
        long dead = database.query(
                        "insert into process (name, expires_at, ended_at) values ('dead', now(), now()) returning fence",
                        row -> row.getLong(1))
                .getFirst();
        var decision = new Entry.Decision(
                "native",
                new Entry.ModelStamp("clerk", "clerk"),
                new Message.Assistant("", List.of(new ToolCall("c1", tool, ARGUMENTS))),
                FinishReason.TOOL_CALLS,
                Usage.NONE,
                1);
        database.update(
                """
                with begun as (
                    insert into run (id, root_id, caller_id, strategy, policy, state, request, owner, deadline_at, caller)
                    values (?, ?, ?, 'sequential', 'clerk', 'RUNNING', ?::json, ?, now() - interval '1 second', ?::json)
                    returning id
                ), decided as (
                    insert into journal (run_id, seq, at, kind, fact) select id, 1, now(), ?, ?::json from begun
                )
                insert into effect (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim, owner,
                    give_up_at, started_at)
                select ?, id, id, ?, ?, 0, ?, 'STARTED', id, ?, now() - interval '1 second', now() - interval '30 seconds'
                from begun""",
                UUID.fromString(run),
                UUID.fromString(run),
                Caller.LOCAL.id(),
                Json.write(new Request(
                        Request.Conversation.of(List.of(new Message.User("Please pay with " + tool))),
                        Request.Offer.NOTHING,
                        Request.Way.DEFAULT,
                        Request.Terms.DEFAULT)),
                dead,
                Json.write(Caller.LOCAL),
                Facts.kind(decision),
                Facts.json(decision),
                new EffectKey(run, tool, ARGUMENTS, 0).hash(),
                tool,
                ARGUMENTS,
                effectClass,
                dead);
        await().until(() ->
                !shop.get("/api/v1/runs/" + run).at("/state").asText().equals("RUNNING"));
        return shop.get("/api/v1/runs/" + run);
    }

    private String effect(String run) {
        return shop.explain(run).at("/effects/0/state").asText();
    }
}
