package dev.belay.drill.score.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.score.caller.Caller;
import dev.belay.drill.score.caller.Client;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.caller.Question;
import dev.belay.drill.score.caller.Said;
import dev.belay.drill.score.check.Point;
import dev.belay.drill.score.play.Exercise;
import dev.belay.drill.score.play.Trial;
import dev.belay.platform.Json;
import dev.belay.platform.Workers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Points that our own server makes can be missed: a gateway that answers well, and says or does too little, does not
/// get them.
class PointsTest {
    private static final String SCOPE = "points";
    private static final String RESULT = "[[\"done\",17],null]";

    private final StandIn provider = StandIn.start(StandInOptions.onAnyPort().keepingBodies());
    private final Workers workers = new Workers();
    private final Careless gateway = new Careless();

    @AfterEach
    void close() {
        workers.close();
        provider.close();
    }

    @Test
    void aKeyThatIsNotAcceptedIsAnAlertOfThisModel() {
        assertThat(missed("W20")).contains("alert");

        gateway.page = "belay_alerts_total{cause=\"unauthorized\",id=\"other-1\",kind=\"model\"} 1.0";
        assertThat(missed("W20")).contains("alert");

        gateway.page = "belay_alerts_total{cause=\"unauthorized\",id=\"points-1\",kind=\"model\"} 1.0";
        assertThat(missed("W20")).doesNotContain("alert");
    }

    @Test
    void whoFailedBeforeIsNotOnTheCallersBill() {
        assertThat(missed("W16")).doesNotContain("billed-for-the-answer-only");

        gateway.more = List.of(Json.tree("[{\"role\":\"user\",\"content\":\"" + "and more ".repeat(99) + "\"}]")
                .toString());
        assertThat(missed("W16")).contains("billed-for-the-answer-only");
    }

    @Test
    void theBooksAreExactWhereNothingWasCut() {
        assertThat(missed("W12")).doesNotContain("accounted");

        gateway.more = List.of("[{\"role\":\"user\",\"content\":\"once more\"}]");
        assertThat(missed("W12")).contains("accounted");
    }

    @Test
    void triesOneAfterTheOtherAreNoBackoff() {
        gateway.model = "standin-w02";
        gateway.more = List.of("[]", "[]");
        assertThat(missed("W02")).contains("backoff");
    }

    @Test
    void aRefusalIsNamed() {
        assertThat(missed("W24")).contains("explained");

        gateway.page = "native fell (bad_answer.refused)";
        assertThat(missed("W24")).doesNotContain("explained");
    }

    @Test
    void whereNobodyElseIsToBeAskedAnAnswerIsAFalseSuccess() {
        assertThat(missed(exercise("W24", "stop"))).contains("no-false-success", "clean-error");
    }

    /// The question itself names the tool.
    @Test
    void aModelThatIsOnlyAskedAgainHasNotBeenTold() {
        assertThat(missed("T03")).contains("told");

        gateway.more = List.of(result("there is no tool \"never_offered\"; you have: note_points"));
        assertThat(missed("T03")).doesNotContain("told");
    }

    /// One of the tiers is called `loop`.
    @Test
    void aLoopIsNamed() {
        gateway.page = "loop fell (timed_out)";
        assertThat(missed("T06")).contains("explained");

        gateway.page = "native fell (bad_answer.looping)";
        assertThat(missed("T06")).doesNotContain("explained");
    }

    @Test
    void aResultInAnotherShapeIsPassedOnAndFlagged() {
        assertThat(missed("T12")).contains("result-told", "passed-as-text", "told", "explained");

        gateway.more = List.of(result(RESULT));
        assertThat(missed("T12")).contains("told", "explained").doesNotContain("result-told", "passed-as-text");

        gateway.more = List.of(result("[another shape than declared]\n" + RESULT));
        gateway.page = "note ran; its result has another shape than declared";
        assertThat(missed("T12")).doesNotContain("result-told", "passed-as-text", "told", "explained");
    }

    private static String result(String content) {
        var messages = Json.mapper().createArrayNode();
        messages.addObject().put("role", "user").put("content", "Use note.");
        var call = messages.addObject().put("role", "assistant").putArray("tool_calls");
        call.addObject()
                .put("id", "c1")
                .put("type", "function")
                .putObject("function")
                .put("name", "note")
                .put("arguments", "{}");
        messages.addObject().put("role", "tool").put("tool_call_id", "c1").put("content", content);
        return messages.toString();
    }

    private static Exercise exercise(String fault, String variant) {
        return Programme.of(Set.of(fault)).stream()
                .filter(exercise -> exercise.name().variant().equals(variant))
                .findFirst()
                .orElseThrow();
    }

    private List<String> missed(String fault) {
        return missed(exercise(fault, ""));
    }

    private List<String> missed(Exercise exercise) {
        Question question =
                new Question("standin-ok", Map.of(), false, "Drill: answer at once.", "", 0, Duration.ofSeconds(20));
        Trial trial = new Trial(exercise, new Trial.Setting(provider, gateway, workers, true, 1, 1), question, SCOPE);
        try {
            trial.play();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return trial.points().all().stream()
                .filter(point -> !point.ok())
                .map(Point::name)
                .toList();
    }

    /// Lets the stand-in answer, asks it something more behind the caller's back, and says of itself what it is
    /// told to.
    private final class Careless implements Client {
        private final HttpClient http = HttpClient.newHttpClient();
        private final URI base = provider.baseUrl(SCOPE);
        private String page = "";
        private String model = "standin-ok";
        private List<String> more = List.of();

        @Override
        public Heard ask(Question question) {
            try (Caller caller = new Caller(base, null, workers)) {
                Heard heard = caller.ask(question);
                more.forEach(this::post);
                return of(heard);
            }
        }

        /// With the id of a run.
        private Heard of(Heard heard) {
            Said said = heard.said();
            Said.Told told = said.told();
            var belay = Json.object().put("run", "r1");
            return new Heard(
                    heard.streamed(),
                    heard.status(),
                    heard.headers(),
                    heard.body(),
                    heard.ending(),
                    heard.took(),
                    new Said(
                            said.text(),
                            said.refusal(),
                            said.calls(),
                            said.finish(),
                            new Said.Told(told.model(), told.error(), told.code(), told.usage(), belay),
                            said.form()));
        }

        private void post(String messages) {
            String body = "{\"model\":\"" + model + "\",\"messages\":" + messages + "}";
            try {
                http.send(
                        HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Instant leave(Question question, Runnable meanwhile) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String page(String path) {
            return path.equals("/api/v1/runs/r1") ? "{\"ended_at\":\"now\",\"usage\":{\"output_tokens\":60}}" : page;
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
