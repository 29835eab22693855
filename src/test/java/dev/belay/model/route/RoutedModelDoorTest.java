package dev.belay.model.route;

import static dev.belay.model.Plays.says;
import static dev.belay.model.Plays.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.Configs;
import dev.belay.model.ModelDoor;
import dev.belay.model.ModelFailed;
import dev.belay.model.Models;
import dev.belay.model.Plays;
import dev.belay.model.RawProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RoutedModelDoorTest {
    private static final String TOO_LONG = "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"long\"}}";
    private static final String NO = "{\"error\":{\"code\":\"content_filter\",\"message\":\"violence\"}}";

    private RawProvider first = new RawProvider(says("first"));
    private RawProvider second = new RawProvider(says("second"));
    private DoorBench bench;

    @AfterEach
    void close() throws IOException {
        first.close();
        second.close();
        if (bench != null) {
            bench.close();
        }
    }

    private void firstPlays(RawProvider.Play... plays) throws IOException {
        first.close();
        first = new RawProvider(plays);
    }

    private void secondPlays(RawProvider.Play... plays) throws IOException {
        second.close();
        second = new RawProvider(plays);
    }

    private String answer(String... properties) {
        return ask(properties).message().text();
    }

    private ModelDoor.Reply ask(String... properties) {
        open(properties);
        return bench.ask("default");
    }

    private void open(String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "belay.models.primary.base-url",
                first.url(),
                "belay.models.primary.api-key",
                "sk-canary-first-key",
                "belay.models.secondary.base-url",
                second.url()));
        all.addAll(List.of(properties));
        bench = new DoorBench(all.toArray(String[]::new));
    }

    private Failure failure(String route) {
        return catchThrowableOfType(ModelFailed.class, () -> bench.ask(route)).failure();
    }

    private void calls(int ofFirst, int ofSecond) {
        assertThat(first.calls()).describedAs("calls the first provider saw").isEqualTo(ofFirst);
        assertThat(second.calls()).describedAs("calls the second provider saw").isEqualTo(ofSecond);
    }

    @Test
    void theFirstModelAnswers() {
        ModelDoor.Reply reply = ask("belay.models.primary.input-price", "1", "belay.models.primary.output-price", "2");

        assertThat(reply.message().text()).isEqualTo("first");
        assertThat(reply.model()).isEqualTo("primary");
        assertThat(reply.responseModel()).isEqualTo("real-model");
        assertThat(reply.usage().costUsd()).isEqualByComparingTo("0.00002");
        assertThat(bench.journal.entries()).isEmpty();
        calls(1, 0);
    }

    @Test
    void waitsAsLongAsTheProviderAsks() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: 2"), says("first"));

        assertThat(answer()).isEqualTo("first");
        assertThat(bench.pauses).containsExactly(Duration.ofSeconds(2));
        calls(2, 0);
    }

    @Test
    void backsOffAndFallsWhenRateLimitedForGood() throws IOException {
        firstPlays(Plays.error(429));

        assertThat(answer()).isEqualTo("second");
        calls(3, 1);
        assertThat(bench.pauses).hasSize(2);
        assertThat(bench.pauses.get(0)).isBetween(Duration.ofMillis(300), Duration.ofMillis(500));
        assertThat(bench.pauses.get(1)).isBetween(Duration.ofMillis(600), Duration.ofMillis(1000));
        assertThat(bench.journal.failures())
                .containsExactly("primary:rate_limited", "primary:rate_limited", "primary:rate_limited");
    }

    @Test
    void givesAModelThatUsedUpItsTriesOneMore() throws IOException {
        firstPlays(Plays.error(503));
        answer();

        bench.ask("default");
        bench.ask("default");

        calls(5, 3);
    }

    @Test
    void retriesOneBadMoment() throws IOException {
        firstPlays(Plays.error(500), says("first"));

        assertThat(answer()).isEqualTo("first");
        calls(2, 0);
    }

    @Test
    void retriesALostConnection() throws IOException {
        firstPlays((_, line) -> line.reset(), says("first"));

        assertThat(answer()).isEqualTo("first");
        calls(2, 0);
    }

    @Test
    void doesNotWaitAnHour() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: 3600"));

        assertThat(answer()).isEqualTo("second");
        assertThat(bench.pauses).isEmpty();
        calls(1, 1);
    }

    @Test
    void usesItsOwnBackoffWhereRetryAfterIsRubbish() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: soon"), says("first"));

        assertThat(answer()).isEqualTo("first");
        assertThat(bench.pauses).hasSize(1);
    }

    @Test
    void neverWaitsPastTheDeadline() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: 5"));
        open();

        bench.ask(Configs.prompt("hi"), "default", Duration.ofSeconds(4));

        assertThat(bench.pauses).isEmpty();
        calls(1, 1);
    }

    @Test
    void neverCallsAfterTheDeadline() {
        open();

        Throwable thrown = catchThrowable(() -> bench.ask(Configs.prompt("hi"), "default", Duration.ZERO));

        assertThat(thrown).isInstanceOfSatisfying(ModelFailed.class, failed -> assertThat(failed.failure())
                .isInstanceOf(Failure.DeadlinePassed.class));
        calls(0, 0);
    }

    @Test
    void doesNotAskASilentModelTwiceInARun() throws IOException {
        firstPlays(Plays.silence());

        assertThat(answer("belay.models.primary.first-token", "300ms")).isEqualTo("second");
        assertThat(bench.ask("default").message().text()).isEqualTo("second");
        assertThat(failure("model:primary").reason()).isEqualTo("silent");
        calls(1, 2);
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void aStalledModelFallsAtOnce() throws IOException {
        firstPlays((_, line) -> line.stream().event(Plays.delta("Hel")).awaitClose());

        assertThat(answer("belay.calls.limits.idle", "500ms")).isEqualTo("second");
        calls(1, 1);
    }

    @Test
    void asksAModelWithMoreRoom() throws IOException {
        firstPlays(status(400, TOO_LONG));

        assertThat(answer("belay.models.primary.context", "4096", "belay.models.secondary.context", "8192"))
                .isEqualTo("second");
        bench.ask("default");
        calls(1, 2);
    }

    @Test
    void asksNoModelThatIsNotLarger() throws IOException {
        firstPlays(status(400, TOO_LONG));
        open("belay.models.primary.context", "8192", "belay.models.secondary.context", "8192");

        assertThat(failure("default")).isInstanceOf(Failure.ContextTooLong.class);
        calls(1, 0);
    }

    @Test
    void contentPolicyStopsTheRun() throws IOException {
        firstPlays(status(400, NO));
        open();

        assertThat(catchThrowable(() -> bench.ask("default")))
                .isInstanceOf(ControlFlow.Rejected.class)
                .hasMessageContaining("violence");
        calls(1, 0);
        assertThat(bench.journal.failures()).containsExactly("primary:content_rejected");
    }

    @Test
    void contentPolicyFallsWhereTheRouteSaysSo() throws IOException {
        firstPlays(status(400, NO));

        assertThat(answer("belay.routes.default.on-rejected", "fall")).isEqualTo("second");
        calls(1, 1);
    }

    @Test
    void aRefusalFallsOrStopsAsTheRouteSays() throws IOException {
        RawProvider.Play refuses = Plays.streams(
                List.of("{\"choices\":[{\"delta\":{\"refusal\":\"never\"}}]}", Plays.finish("stop"), "[DONE]"));
        firstPlays(refuses);

        assertThat(answer()).isEqualTo("second");
        bench.close();
        open("belay.routes.default.on-refused", "stop");
        assertThat(catchThrowable(() -> bench.ask("default"))).isInstanceOf(ControlFlow.Rejected.class);
    }

    @Test
    void aWrongKeyIsNotRetriedAndNotTriedAgain() throws IOException {
        firstPlays(status(401, "{\"error\":{\"message\":\"bad key sk-canary-first-key\"}}"));

        assertThat(answer()).isEqualTo("second");
        bench.ask("default");
        calls(1, 2);
        assertThat(bench.journal.entries().toString()).doesNotContain("canary");
    }

    @Test
    void aBadAnswerFallsAtOnce() throws IOException {
        firstPlays((_, line) -> line.whole(200, "text/html", "<html>"));

        assertThat(answer()).isEqualTo("second");
        calls(1, 1);
    }

    @Test
    void aRequestThatIsWrongIsNotRepeated() throws IOException {
        firstPlays(status(400, "{\"error\":{\"message\":\"no field x\"}}"));
        secondPlays(status(400, "{\"error\":{\"message\":\"no field x either\"}}"));
        open();

        assertThat(failure("default").detail()).contains("either");
        calls(1, 1);
    }

    @Test
    void aFailedAttemptIsNotBilled() throws IOException {
        firstPlays(Plays.error(503));

        ModelDoor.Reply reply = ask();

        assertThat(reply.usage().totalTokens()).isEqualTo(15);
        assertThat(bench.journal.entries())
                .extracting(entry -> ((dev.belay.journal.Entry.ModelFailed) entry.fact())
                        .usage()
                        .totalTokens())
                .containsOnly(0L);
    }

    @Test
    void takesRequestsToModelsThatCan() {
        open("belay.models.primary.native-tools", "false", "belay.models.secondary.vision", "false");
        var tool = new ToolSpec("f", "d", "{\"type\":\"object\"}");
        var image = new Message.User(List.of(new Message.Part.Image("data:image/png;base64,AA", null)));
        Duration deadline = Duration.ofMinutes(1);

        assertThat(bench.ask(Configs.prompt("hi", tool), "default", deadline).model())
                .isEqualTo("secondary");
        ModelDoor.Prompt withImage = Configs.prompt(List.of(image), Sampling.DEFAULT);
        assertThat(bench.ask(withImage, "default", deadline).model()).isEqualTo("primary");
        ModelDoor.Prompt both = Configs.prompt(List.of(image), Sampling.DEFAULT, tool);
        assertThat(catchThrowableOfType(ModelFailed.class, () -> bench.ask(both, "default", deadline))
                        .failure())
                .isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void namesARouteThatIsNotThere() {
        open();

        assertThat(failure("elsewhere")).isEqualTo(new Failure.Unavailable("there is no route elsewhere"));
        assertThat(failure("model:nobody")).isInstanceOf(Failure.Unavailable.class);
        assertThat(bench.ask("model:secondary").model()).isEqualTo("secondary");
    }

    @Test
    void opensAndClosesANodePerCall() throws IOException {
        firstPlays(Plays.error(500), says("first"));

        ask();

        assertThat(bench.events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("ModelCallStarted", "ModelCallEnded", "ModelCallStarted", "ModelCallEnded");
        assertThat(bench.events.get(2))
                .isInstanceOfSatisfying(BelayEvent.ModelCallStarted.class, started -> assertThat(started.number())
                        .isEqualTo(2));
        assertThat(bench.events.get(1))
                .isInstanceOfSatisfying(BelayEvent.ModelCallEnded.class, ended -> assertThat(ended.failure())
                        .isInstanceOf(Failure.Overloaded.class));
        assertThat(first.last().headers()).containsEntry("traceparent", "00-trace-3-01");
        assertThat(bench.events.toString()).doesNotContain("canary");
    }

    @Test
    void cancellingEndsTheCallAndAsksNobodyElse() throws IOException, InterruptedException {
        firstPlays((_, line) -> {
            line.stream().event(Plays.delta("Hel"));
            bench.cancellation.cancel("the caller left");
            line.awaitClose();
        });
        open();

        assertThat(catchThrowable(() -> bench.ask("default"))).isInstanceOf(ControlFlow.Cancelled.class);
        assertThat(first.sawClose(5)).isTrue();
        calls(1, 0);
        assertThat(bench.events).hasSize(2);
    }

    @Test
    void keepsTheCauseWhenTheBreakerOpensMeanwhile() throws IOException {
        firstPlays(Plays.error(503));
        open("belay.calls.breaker.requests", "2", "belay.calls.breaker.delay", "1h");

        assertThat(failure("model:primary")).isInstanceOf(Failure.Overloaded.class);
        calls(2, 0);
    }

    @Test
    void leavesAModelAloneWhoseBreakerIsOpen() throws IOException {
        firstPlays(Plays.error(503));
        open("belay.calls.breaker.requests", "3", "belay.calls.breaker.delay", "1h");

        for (int run = 0; run < 20; run++) {
            bench.nextRun();
            assertThat(bench.ask("default").model()).isEqualTo("secondary");
        }

        calls(3, 20);
        assertThat(bench.journal.failures()).containsExactly("primary:breaker_open");
        assertThat(bench.gates.of(bench.catalog.model("primary").orElseThrow()).state())
                .isEqualTo(Models.Breaker.OPEN);
    }

    @Test
    void endsManyCallsToSilentModelsByTheirDeadline() throws Exception {
        firstPlays(Plays.silence());
        secondPlays(Plays.silence());
        open("belay.calls.limits.first-token", "10s", "belay.models.primary.concurrency", "100");
        long start = System.nanoTime();

        List<Future<Throwable>> asked;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = threads.invokeAll(Collections.nCopies(
                    100,
                    () -> catchThrowable(() -> bench.ask(Configs.prompt("hi"), "default", Duration.ofSeconds(1)))));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        for (Future<Throwable> one : asked) {
            assertThat(one.get()).isInstanceOfSatisfying(ModelFailed.class, failed -> assertThat(failed.failure())
                    .isInstanceOf(Failure.DeadlinePassed.class));
        }
    }
}
