package dev.belay.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.Streaming;
import dev.belay.platform.Json;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTest {
    private static final Outcome.Guidance GUIDANCE = new Outcome.Guidance("All fell.", "Later.", "The log.");
    private static final Usage ANSWER = new Usage(7, 5, null, false);
    private static final Usage WHOLE = new Usage(107, 5, BigDecimal.ONE, false);

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(new Outcome.Succeeded(answer("hi", null)), 200, null),
                Arguments.of(new Outcome.Degraded(answer("hi", label())), 200, null),
                Arguments.of(new Outcome.Rejected("no"), 400, "content_policy_violation"),
                Arguments.of(new Outcome.Cancelled("bye"), Rendering.CLOSED, "cancelled"),
                Arguments.of(
                        new Outcome.Failed(new Failure.Overloaded("503", Duration.ofSeconds(9)), GUIDANCE),
                        503,
                        "overloaded"),
                Arguments.of(new Outcome.NeedsHuman("may it?", "write_file"), 409, "needs_human"),
                Arguments.of(new Outcome.InDoubt(List.of("write_file"), null), 409, "in_doubt"),
                Arguments.of(new Outcome.BudgetStopped("used up"), 402, "budget_stopped"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyEndHasItsStatus(Outcome outcome, int status, String code) {
        Response response = render(outcome, false, false);
        JsonNode body = Json.tree((String) response.getEntity());
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeaderString("Belay-Run")).isEqualTo("r1");
        assertThat(response.getHeaderString("Belay-State"))
                .isEqualTo(outcome.state().name());
        JsonNode belay = status == 200 ? body.path("belay") : body.path("error").path("belay");
        assertThat(belay.path("run").asText()).isEqualTo("r1");
        assertThat(belay.path("state").asText()).isEqualTo(outcome.state().name());
        assertThat(body.path("error").path("code").asText(null)).isEqualTo(code);
    }

    @Test
    void anAnswerNamesItsTierAndTheModelThatSpoke() {
        Response response = render(new Outcome.Succeeded(answer("hi", null)), false, false);
        JsonNode body = Json.tree((String) response.getEntity());
        assertThat(response.getHeaderString("Belay-Tier")).isEqualTo("loop");
        assertThat(response.getHeaderString("Belay-Degraded")).isNull();
        assertThat(body.path("model").asText()).isEqualTo("gpt-spoke");
        assertThat(body.at("/usage/total_tokens").asLong()).isEqualTo(12);
        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(body.at("/belay/attempts").asInt()).isEqualTo(2);
    }

    @Test
    void aDegradedAnswerIsLabelled() {
        Response response = render(new Outcome.Degraded(answer("old", label())), false, false);
        assertThat(response.getHeaderString("Belay-Degraded")).isEqualTo("cache");
        assertThat(Json.tree((String) response.getEntity())
                        .at("/belay/degraded/age_seconds")
                        .asLong())
                .isEqualTo(7200);
    }

    @Test
    void guidanceAndTheProvidersPatienceReachTheCaller() {
        Outcome failed = new Outcome.Failed(new Failure.Overloaded("503", Duration.ofSeconds(9)), GUIDANCE);
        Response response = render(failed, false, false);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo("10");
        assertThat(response.getHeaderString("x-should-retry")).isNull();
        assertThat(Json.tree((String) response.getEntity())
                        .at("/error/belay/guidance/what_to_try")
                        .asText())
                .isEqualTo("Later.");
    }

    @Test
    void nobodyAsksAgainByThemselvesOnceAnEffectHasBegun() {
        Outcome failed = new Outcome.Failed(new Failure.Overloaded("503", null), GUIDANCE);
        assertThat(render(failed, false, true).getHeaderString("x-should-retry"))
                .isEqualTo("false");
        assertThat(render(new Outcome.NeedsHuman("?", null), false, false).getHeaderString("x-should-retry"))
                .isEqualTo("false");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new Failure.ContextTooLong("too long"), "false"),
                Arguments.of(new Failure.ContentRejected("no"), "false"),
                Arguments.of(new Failure.Unauthorized("401"), "false"),
                Arguments.of(new Failure.InvalidRequest("400"), "false"),
                Arguments.of(new Failure.BadAnswer("empty", Failure.BadAnswer.Flaw.CUT), "false"),
                Arguments.of(new Failure.TierBroken("broken"), "false"),
                Arguments.of(new Failure.NoMatch("no rule"), "false"),
                Arguments.of(new Failure.DeadlinePassed("late"), "false"),
                Arguments.of(new Failure.Overloaded("503", null), null),
                Arguments.of(new Failure.RateLimited("429", null), null),
                Arguments.of(new Failure.TimedOut("30 s"), null),
                Arguments.of(new Failure.Unavailable("gone"), null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nobodyAsksAgainByThemselvesWhereNothingWouldChange(Failure cause, String retry) {
        Response response = render(new Outcome.Failed(cause, GUIDANCE), false, false);
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeaderString("x-should-retry")).isEqualTo(retry);
    }

    @Test
    void streamsTextInPiecesThatMakeUpTheWhole() {
        String text = "wörld 🧗 ".repeat(40);
        List<String> frames = new Chunks("r1", Instant.EPOCH, true).rest(completion(answer(text, null)), 0, false);
        assertThat(frames).allMatch(frame -> frame.startsWith("data: ") && frame.endsWith("\n\n"));
        assertThat(frames.getLast()).isEqualTo("data: [DONE]\n\n");
        List<JsonNode> chunks = parsed(frames);
        assertThat(chunks).extracting(chunk -> chunk.path("id").asText()).containsOnly("chatcmpl-r1");
        assertThat(chunks.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        StringBuilder whole = new StringBuilder();
        chunks.forEach(
                chunk -> whole.append(chunk.at("/choices/0/delta/content").asText("")));
        assertThat(whole).hasToString(text);
        JsonNode finish = chunks.get(chunks.size() - 2);
        assertThat(finish.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(finish.get("usage").isNull()).isTrue();
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/prompt_tokens").asLong()).isEqualTo(7);
        assertThat(chunks.getLast().at("/belay/state").asText()).isEqualTo("SUCCEEDED");
    }

    @Test
    void theRestIsToldApartFromWhatWasHeardBefore() {
        Completion completion = completion(answer("The answer is 4.", null));
        List<JsonNode> chunks = parsed(new Chunks("r1", Instant.EPOCH, false).rest(completion, 0, true));
        assertThat(chunks.get(1).at("/choices/0/delta/content").asText()).isEqualTo("\n\nThe answer is 4.");
    }

    @Test
    void withoutUsageTheFinishIsTheLastChunk() {
        List<JsonNode> chunks =
                parsed(new Chunks("r1", Instant.EPOCH, false).rest(completion(answer("hi", null)), 0, false));
        assertThat(chunks).noneMatch(chunk -> chunk.has("usage"));
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(chunks.getLast().at("/belay/tier").asText()).isEqualTo("loop");
    }

    @Test
    void streamsCallsAsOpenAiDoes() {
        String arguments = "{\"text\":\"" + "ü".repeat(100) + "\"}";
        Answer calls = new Answer(
                new Message.Assistant("", List.of(new ToolCall("c1", "f", arguments), new ToolCall("c2", "g", "{}"))),
                FinishReason.TOOL_CALLS,
                ANSWER,
                new Answer.Provenance("native", "gpt-spoke", null, List.of()));
        List<JsonNode> chunks = parsed(new Chunks("r1", Instant.EPOCH, false).rest(completion(calls), 0, false));
        assertThat(chunks.getFirst().at("/choices/0/delta/content").isNull()).isTrue();
        JsonNode opening = chunks.get(1).at("/choices/0/delta/tool_calls/0");
        assertThat(opening.path("id").asText()).isEqualTo("c1");
        assertThat(opening.at("/function/name").asText()).isEqualTo("f");
        StringBuilder first = new StringBuilder();
        chunks.stream()
                .map(chunk -> chunk.at("/choices/0/delta/tool_calls/0"))
                .filter(call -> call.path("index").asInt(-1) == 0)
                .forEach(call -> first.append(call.at("/function/arguments").asText()));
        assertThat(first).hasToString(arguments);
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    private static List<JsonNode> parsed(List<String> frames) {
        return frames.stream()
                .filter(frame -> !frame.contains("[DONE]"))
                .map(frame -> Json.tree(frame.substring("data: ".length())))
                .toList();
    }

    private static Response render(Outcome outcome, boolean stream, boolean effects) {
        Gateway.Report report = new Gateway.Report("r1", outcome, WHOLE, 2, effects);
        ChatRequest chat = new ChatRequest(
                "belay",
                stream ? new ChatRequest.Stream(false, Streaming.Wish.NONE) : null,
                new Request(null, Request.Offer.NOTHING, Request.Way.DEFAULT, Request.Terms.DEFAULT));
        return new Rendering(chat, report, Optional.empty(), Instant.EPOCH).response();
    }

    private static Completion completion(Answer answer) {
        Gateway.Report report = new Gateway.Report("r1", new Outcome.Succeeded(answer), WHOLE, 2, false);
        return new Completion(report, answer, "belay", Instant.EPOCH);
    }

    private static Answer answer(String text, Answer.Degradation label) {
        return new Answer(
                new Message.Assistant(text),
                FinishReason.STOP,
                ANSWER,
                new Answer.Provenance("loop", "gpt-spoke", label, List.of()));
    }

    private static Answer.Degradation label() {
        return new Answer.Degradation("cache", "all models fell", Duration.ofHours(2));
    }
}
