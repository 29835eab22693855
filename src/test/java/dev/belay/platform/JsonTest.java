package dev.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
    private static final Answer ANSWER = new Answer(
            new Message.Assistant("", List.of(new ToolCall("c", "look", "{}"))),
            FinishReason.TOOL_CALLS,
            new Usage(1, 2, new BigDecimal("0.01"), true),
            new Answer.Provenance(
                    "cache", null, new Answer.Degradation("cache", "all silent", Duration.ofHours(3)), List.of("x")));

    static Stream<Outcome> outcomes() {
        return Stream.of(
                new Outcome.Succeeded(ANSWER),
                new Outcome.Degraded(ANSWER),
                new Outcome.Rejected("no"),
                new Outcome.Cancelled("ctrl-c"),
                new Outcome.Failed(
                        new Failure.RateLimited("slow down", Duration.ofSeconds(2)),
                        new Outcome.Guidance("a", "b", "c")),
                new Outcome.Failed(new Failure.BadAnswer("cut", Failure.BadAnswer.Flaw.CUT), null),
                new Outcome.NeedsHuman("may I?", "pay"),
                new Outcome.InDoubt(List.of("pay: no answer"), ANSWER),
                new Outcome.BudgetStopped("spent"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void readsBackEveryOutcome(Outcome outcome) {
        assertThat(Json.read(Json.write(outcome), Outcome.class)).isEqualTo(outcome);
    }

    @Test
    void tellsInSnakeCaseAndLeavesTheKeysOfMapsAlone() {
        assertThat(Json.tell(new Usage(1, 2, new BigDecimal("0.01"), true)))
                .isEqualTo("{\"input_tokens\":1,\"output_tokens\":2,\"cost_usd\":0.01,\"estimated\":true}");
        assertThat(Json.tell(Map.of("costUsd", 1))).isEqualTo("{\"costUsd\":1}");
    }

    @Test
    void keepsTheNamesUnderWhichOutcomesAndFailuresAreStored() {
        assertThat(Arrays.stream(Failure.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .containsExactlyInAnyOrder(
                        "RateLimited",
                        "Overloaded",
                        "ConnectionLost",
                        "Silent",
                        "ContextTooLong",
                        "ContentRejected",
                        "Unauthorized",
                        "InvalidRequest",
                        "BadAnswer",
                        "Saturated",
                        "BreakerOpen",
                        "TimedOut",
                        "DeadlinePassed",
                        "TierBroken",
                        "NoMatch",
                        "Unavailable",
                        "OverBudget",
                        "EffectUnsettled");
        assertThat(Json.write(new Outcome.Failed(new Failure.NoMatch("x"), null)))
                .isEqualTo("{\"type\":\"Failed\",\"cause\":{\"type\":\"NoMatch\",\"detail\":\"x\"}}");
    }

    @Test
    void namesEveryStoredTypeForTheNativeImage() throws ClassNotFoundException {
        RegisterForReflection named = Stored.class.getAnnotation(RegisterForReflection.class);
        assertThat(named.targets())
                .contains(Outcome.class.getPermittedSubclasses())
                .contains(Failure.class.getPermittedSubclasses())
                .contains(Message.class.getPermittedSubclasses())
                .contains(Message.Part.class.getPermittedSubclasses());
        for (String mixin : named.classNames()) {
            assertThat(Class.forName(mixin)).isInterface();
        }
    }

    @Test
    void readsBackWhoSpeaksAndMessagesOfWhichNobodySaid() {
        List<Message> named = List.of(
                new Message.System("s", "a"),
                new Message.User(List.of(new Message.Part.Text("u")), "b"),
                new Message.Assistant("t", List.of(), "c"));
        List<String> older = List.of(
                "{\"role\":\"system\",\"text\":\"s\"}",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"u\"}]}",
                "{\"role\":\"assistant\",\"text\":\"t\",\"toolCalls\":[]}");
        List<Message> plain =
                List.of(new Message.System("s"), new Message.User("u"), new Message.Assistant("t", List.of()));

        for (int at = 0; at < older.size(); at++) {
            assertThat(Json.read(Json.write(named.get(at)), Message.class)).isEqualTo(named.get(at));
            assertThat(Json.read(older.get(at), Message.class)).isEqualTo(plain.get(at));
            assertThat(Json.tree(Json.write(plain.get(at)))).isEqualTo(Json.tree(older.get(at)));
        }
    }

    @Test
    void readsBackARequest() {
        Request request = new Request(
                new Request.Conversation(
                        List.of(
                                new Message.System("s"),
                                new Message.User(
                                        List.of(new Message.Part.Text("t"), new Message.Part.Image("data:x", "low"))),
                                ANSWER.message(),
                                new Message.Tool("c", "look", "seen")),
                        new Sampling(0.5, null, 100, List.of("stop"), 7L, Map.of("top_k", "3")),
                        new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "n", "{}", true)),
                new Request.Offer(
                        List.of("look"),
                        List.of(new ToolSpec("mine", "d", "{}"), new ToolSpec("exact", "d", "{}", true)),
                        new ToolChoice(ToolChoice.Mode.NAMED, "look")),
                new Request.Way("belay", null, "sequential", List.of("native")),
                new Request.Terms(
                        Duration.ofSeconds(5),
                        new Request.Allowance(new BigDecimal("0.5"), 1L, 2L, 3L, 4L),
                        Request.Durability.JOURNAL,
                        "s",
                        "k"));

        assertThat(Json.read(Json.write(request), Request.class)).isEqualTo(request);
    }
}
