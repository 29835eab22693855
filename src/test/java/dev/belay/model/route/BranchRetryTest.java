package dev.belay.model.route;

import static dev.belay.model.Plays.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.model.Configs;
import dev.belay.model.MemoryJournal;
import dev.belay.model.ModelFailed;
import dev.belay.model.Plays;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A run that goes several ways at once asks a broken model as often as one way may, and once for each further one.
class BranchRetryTest extends DoorOnTwoProviders {
    private static final int BRANCHES = 3;

    private MemoryJournal run;

    private String ask(int branch) {
        return bench.ask(Configs.prompt("hi"), "default", Duration.ofMinutes(1), run.branch(branch))
                .model();
    }

    private void begin(String... properties) {
        open(properties);
        run = new MemoryJournal("run-1", bench::now);
    }

    private List<String> together() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> branches = IntStream.rangeClosed(1, BRANCHES)
                    .mapToObj(branch -> threads.submit(() -> ask(branch)))
                    .toList();
            List<String> models = new ArrayList<>();
            for (Future<String> branch : branches) {
                models.add(branch.get());
            }
            return models;
        }
    }

    @Test
    void branchesShareTheRetriesOfTheirRun() throws Exception {
        firstPlays(Plays.error(503));
        begin("belay.calls.breaker.requests", "1000");

        assertThat(together()).containsOnly("secondary");
        assertThat(first.calls()).isBetween(BRANCHES, BRANCHES + 2);
    }

    @Test
    void aBranchThatStartsLaterKnowsWhatFailed() throws IOException {
        firstPlays(Plays.error(503));
        begin("belay.calls.breaker.requests", "1000");

        ask(1);
        calls(3, 1);
        ask(2);
        ask(3);
        calls(5, 3);
    }

    @Test
    void whatOneIsAskedToWaitHoldsForAll() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: 3600"), says("first"));
        begin();

        assertThat(ask(1)).isEqualTo("secondary");
        assertThat(ask(2)).isEqualTo("secondary");
        calls(1, 2);
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void whereNobodyElseCanAnswerTheWaitIsKept() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: 2"), says("first"));
        begin("belay.calls.retry.attempts", "1", "belay.routes.alone.models", "primary");

        assertThat(alone().reason()).isEqualTo("rate_limited");
        assertThat(bench.pauses).isEmpty();
        var reply = bench.ask(Configs.prompt("hi"), "alone", Duration.ofMinutes(1), run.branch(2));

        assertThat(reply.message().text()).isEqualTo("first");
        assertThat(bench.pauses).singleElement().satisfies(pause -> assertThat(pause)
                .isBetween(Duration.ofMillis(1), Duration.ofSeconds(2)));
        calls(2, 0);
    }

    @Test
    void whatIsTooLongToWaitForIsNotAsked() throws IOException {
        firstPlays(Plays.error(429, "Retry-After: 3600"), says("first"));
        begin("belay.routes.alone.models", "primary");

        alone();
        assertThat(alone().detail()).contains("left alone");
        calls(1, 0);
    }

    @Test
    void aSilentModelIsSilentForAll() throws IOException {
        firstPlays(Plays.silence());
        begin("belay.calls.limits.first-token", "50ms");

        ask(1);
        ask(2);
        calls(1, 2);
    }

    @Test
    void anAnswerOfOneClearsTheModelForAll() throws IOException {
        firstPlays(Plays.error(503), says("first"), Plays.error(503), Plays.error(503), says("first"));
        begin();

        assertThat(ask(1)).isEqualTo("primary");
        run.branch(1).append(decision());
        assertThat(ask(2)).isEqualTo("primary");
        calls(5, 0);
    }

    private static Entry.Decision decision() {
        return new Entry.Decision(
                "native",
                new Entry.ModelStamp("primary", "x"),
                new Message.Assistant("hi"),
                FinishReason.STOP,
                Usage.NONE,
                5);
    }

    private Failure alone() {
        return catchThrowableOfType(
                        ModelFailed.class,
                        () -> bench.ask(Configs.prompt("hi"), "alone", Duration.ofMinutes(1), run.branch(1)))
                .failure();
    }
}
