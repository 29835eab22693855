package dev.belay.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.crash.rig.OwnDatabase;
import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.script.ScriptReader;
import dev.belay.platform.Json;
import dev.belay.support.BelayProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that waits for a person outlives the process that asked; another one hears the answer and goes on.
class PeopleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCRIPT = """
            name: people
            ask: Book it.
            models:
              clerk: {}
            rules:
              - when: {user: book a seat, after: none}
                reply:
                  calls:
                    - name: ask_user
                      arguments: {question: "Window or aisle?"}
              - when: {user: book a seat, after: ask_user}
                reply:
                  text: The seat is booked.
              - when: {user: where is it, after: none}
                reply:
                  text: It was sent to Gasse 3.
            """;
    private static final String CONFIG = """
            belay:
              ownership: {lease: 3s}
              models:
                clerk: {base-url: "%s", name: clerk}
              policies:
                belay: {tiers: [native, rules]}
                careful: {tiers: [native, rules], review-answers: always}
            """;

    @TempDir
    Path scratch;

    private OwnDatabase database;
    private StandIn provider;
    private BelayProcess asking;
    private BelayProcess other;

    @BeforeEach
    void start() throws IOException {
        database = new OwnDatabase(scratch.resolve("postgres"));
        provider = StandIn.start(StandInOptions.onAnyPort().keepingBodies().with(ScriptReader.read(SCRIPT)));
        Files.writeString(scratch.resolve("belay.yaml"), CONFIG.formatted(provider.baseUrl()));
        asking = process("asking");
    }

    @AfterEach
    void stop() {
        asking.close();
        if (other != null) {
            other.close();
        }
        provider.close();
        database.close();
    }

    @Test
    void aQuestionIsAskedOnceAndAnsweredInAnotherProcess() throws Exception {
        ObjectNode body = ask("book a seat");
        body.putArray("tools").add("ask_user");
        JsonNode resting = at(asking).post(202, "/api/v1/runs", body.put("wait", true));
        String run = resting.path("id").asText();
        assertThat(resting.at("/approval/kind").asText()).isEqualTo("QUESTION");
        moved();

        JsonNode waiting = at(other).get("/api/v1/runs/" + run).path("approval");
        assertThat(waiting.path("id")).isEqualTo(resting.at("/approval/id"));
        JsonNode question = at(other).get(waiting.path("url").asText());
        assertThat(question.path("text").asText()).isEqualTo("Window or aisle?");
        decide(question, "answer", Json.object().put("text", "window"));

        await().atMost(PATIENCE).until(() -> state(run).equals("SUCCEEDED"));
        assertThat(at(other).get("/api/v1/runs/" + run).at("/answer/text").asText())
                .isEqualTo("The seat is booked.");
        assertThat(provider.log())
                .as("one decision before the question and one after")
                .hasSize(2);
        assertThat(provider.log().getLast().asked().body()).contains("window");
        assertThat(database.rows("select id from approval")).as("asked once").hasSize(1);
    }

    @Test
    void anAnswerThatWaitsIsKept() throws Exception {
        JsonNode resting = at(asking)
                .post(
                        202,
                        "/api/v1/runs",
                        ask("where is it").put("policy", "careful").put("wait", true));
        String run = resting.path("id").asText();
        moved();

        decide(
                at(other).get(resting.at("/approval/url").asText()),
                "edit",
                Json.object().put("text", "It was sent."));

        await().atMost(PATIENCE).until(() -> state(run).equals("SUCCEEDED"));
        assertThat(at(other).get("/api/v1/runs/" + run).at("/answer/text").asText())
                .isEqualTo("It was sent.");
        assertThat(provider.log()).hasSize(1);
    }

    /// The process that asked is gone, and another one is there.
    private void moved() {
        asking.kill();
        other = process("other");
    }

    private void decide(JsonNode approval, String verdict, ObjectNode body) throws Exception {
        String path = "/api/v1/approvals/" + approval.path("id").asText() + "/" + verdict;
        at(other).post(200, path, body.put("hash", approval.path("hash").asText()));
    }

    private String state(String run) {
        return at(other).get("/api/v1/runs/" + run).path("state").asText();
    }

    private static ObjectNode ask(String text) {
        ObjectNode body = Shop.ask("", text);
        body.remove("model");
        return body;
    }

    private static Shop at(BelayProcess process) {
        return new Shop(URI.create(process.uri("/").toString()), HttpClient.newHttpClient());
    }

    private BelayProcess process(String name) {
        try {
            Path folder = Files.createDirectories(scratch.resolve(name));
            Map<String, String> environment = Map.of(
                    "QUARKUS_DATASOURCE_JDBC_URL", OwnDatabase.url(database.port()),
                    "QUARKUS_DATASOURCE_USERNAME", "postgres",
                    "QUARKUS_DATASOURCE_PASSWORD", "postgres",
                    "JAVA_TOOL_OPTIONS", "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
            return BelayProcess.serve(
                    folder,
                    environment,
                    "--config",
                    scratch.resolve("belay.yaml").toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
