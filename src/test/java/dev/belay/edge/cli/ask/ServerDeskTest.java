package dev.belay.edge.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.edge.cli.ServerDouble;
import dev.belay.edge.cli.ServerDouble.Answer;
import dev.belay.edge.cli.panel.Progress;
import dev.belay.edge.cli.remote.Api;
import dev.belay.edge.cli.remote.ApiFailed;
import dev.belay.exchange.RunState;
import dev.belay.platform.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerDeskTest {
    private static final String FIRST = """
            id: 1
            event: attempt_started
            data: {"tier":"native","number":1,"carried_over":0}

            id: 2
            event: tool_done
            data: {"decision":1,"result":{"tool":"read_file","status":"ok","source":"executed"}}

            """;
    private static final String SECOND = """
            : still here

            id: 3
            event: tier_fell
            data: {"tier":"native","reason":"silent","detail":"no first token in 5 s","next":"adk"}

            id: 4
            event: something_new
            data: {"a":1}

            id: 5
            event: attempt_started
            data: {"tier":"adk","number":2,"carried_over":1}

            id: 6
            event: decision
            data: {"tier":"adk","usage":{"input_tokens":10,"output_tokens":3,"cost_usd":0.0021}}

            id: 7
            event: tier_held
            data: {"tier":"adk","degraded":false}

            """;

    private final ServerDouble server = new ServerDouble();
    private final List<Progress> seen = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRunIsStartedWatchedAndFetched() {
        server.on("POST /api/v1/runs", new Answer(202, "application/json", "{\"id\":\"r1\",\"state\":\"RUNNING\"}"));
        server.on("GET /api/v1/runs/r1/events", Answer.events(FIRST + SECOND));
        server.on("GET /api/v1/runs/r1", Answer.json(run("succeeded", ",\"answer\":{\"text\":\"42\"}")));

        Reply reply = desk("secret-key").ask(question(), seen::add);

        assertThat(reply.exitCode()).isZero();
        assertThat(reply.run().path("answer").path("text").asText()).isEqualTo("42");
        assertThat(seen)
                .containsExactly(
                        new Progress.Started("r1", "sequential"),
                        new Progress.Trying(1, "native", 0),
                        new Progress.ToolRan("read_file", true, "ok"),
                        new Progress.Fell("native", "silent", "no first token in 5 s"),
                        new Progress.Trying(2, "adk", 1),
                        new Progress.Spent(new BigDecimal("0.0021")),
                        new Progress.Held("adk", false));
        assertThat(server.asked())
                .allSatisfy(asked -> assertThat(asked.header("Authorization")).isEqualTo("Bearer secret-key"));
        assertThat(Json.tree(server.asked().getFirst().body())).isEqualTo(Json.tree("""
                        {"messages":[{"role":"user","content":"What is it?"}],"strategy":"sequential",
                         "tools":["read_file","calculate"],"deadline_ms":90000,"budget_usd":0.5,"session":"s"}
                        """));
    }

    @Test
    void aStreamThatBreaksIsTakenUpAfterItsLastEvent() {
        AtomicInteger streams = new AtomicInteger();
        server.on("POST /api/v1/runs", Answer.json(run("running", "")));
        server.on(
                "GET /api/v1/runs/r1/events",
                _ -> Answer.events(streams.incrementAndGet() == 1 ? FIRST + "id: 3\nevent: tier_f" : SECOND));
        server.on("GET /api/v1/runs/r1", _ -> Answer.json(run(streams.get() == 1 ? "running" : "degraded", "")));

        Reply reply = desk(null).ask(question(), seen::add);

        assertThat(reply.state()).isEqualTo(RunState.DEGRADED);
        assertThat(reply.exitCode()).isEqualTo(3);
        assertThat(server.asked().stream()
                        .filter(asked -> asked.line().endsWith("/events"))
                        .map(asked -> asked.header("Last-event-id")))
                .containsExactly(null, "2");
        assertThat(seen).hasSize(7).endsWith(new Progress.Held("adk", false));
        assertThat(pauses).hasSize(1);
    }

    /// What a voter said is in its branch; of a run whose answers are kept back it is not told.
    @Test
    void votersAreShownWithWhatTheySaid() {
        server.on("POST /api/v1/runs", Answer.json(run("running", "")));
        server.on("GET /api/v1/runs/r1/events", Answer.events("""
                id: 1
                event: in_branch
                data: {"branch":1,"fact":{"kind":"decision","tier":"native","message":{"text":"It is Paris.\\nReally."}}}

                id: 2
                event: in_branch
                data: {"branch":2,"fact":{"kind":"decision","tier":"adk","message":{"text":""}}}

                id: 3
                event: voted
                data: {"ballot":{"how":"2 of 2","votes":[{"branch":1,"voter":"native","tier":"native","group":1},{"branch":2,"voter":"adk","tier":"adk","group":1}]}}

                """));
        server.on("GET /api/v1/runs/r1", Answer.json(run("succeeded", "")));

        desk(null).ask(question(), seen::add);

        assertThat(seen.getLast())
                .isEqualTo(new Progress.Voted(
                        "vote: 2 of 2",
                        List.of(
                                new Progress.Vote(1, "native", "native", 1, null, "It is Paris."),
                                new Progress.Vote(2, "adk", "adk", 1, null, ""))));
    }

    @Test
    void aServerThatNeverEndsTheRunIsGivenUp() {
        server.on("POST /api/v1/runs", Answer.json(run("running", "")));
        server.on("GET /api/v1/runs/r1/events", Answer.events(""));
        server.on("GET /api/v1/runs/r1", Answer.json(run("running", "")));

        Reply reply = desk(null).ask(question(), seen::add);

        assertThat(reply.exitCode()).isEqualTo(1);
        assertThat(pauses).hasSize(19);
    }

    @Test
    void aRefusalNamesTheField() {
        server.on(
                "POST /api/v1/runs",
                Answer.problem(400, "{\"title\":\"Bad Request\",\"detail\":\"no such tool\",\"field\":\"tools[0]\"}"));

        assertThatThrownBy(() -> desk(null).ask(question(), seen::add))
                .isInstanceOfSatisfying(ApiFailed.class, failed -> {
                    assertThat(failed.told()).isEqualTo("tools[0]: no such tool");
                    assertThat(failed.usage()).isTrue();
                });
    }

    private ServerDesk desk(String key) {
        return new ServerDesk(new Api(URI.create(server.url()), key), (duration, _) -> pauses.add(duration));
    }

    private static Question question() {
        return new Question(
                "What is it?",
                "s",
                new Question.Way(null, null, "sequential", List.of("read_file", "calculate")),
                new Question.Terms(Duration.ofSeconds(90), new BigDecimal("0.5")));
    }

    private static String run(String state, String more) {
        return "{\"id\":\"r1\",\"state\":\"" + state.toUpperCase(java.util.Locale.ROOT)
                + "\",\"strategy\":\"sequential\"" + more + "}";
    }
}
