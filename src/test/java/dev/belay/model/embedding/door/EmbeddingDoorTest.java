package dev.belay.model.embedding.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.BelayEvent.EmbeddingEnded;
import dev.belay.exchange.BelayEvent.EmbeddingStarted;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.journal.Entry;
import dev.belay.model.Plays;
import dev.belay.model.embedding.Embeddings;
import dev.belay.model.embedding.Embeddings.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whether the model is asked, how often, and what is written down of that.
@Timeout(20)
class EmbeddingDoorTest {
    private final EmbeddingBench bench = new EmbeddingBench();

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    @Test
    void asksForAllTextsAtOnceAndWritesDownWhatThatUsed() {
        var result = (Result.Vectors) bench.door(EmbeddingBench.good()).of(EmbeddingBench.TEXTS, bench.ask());

        assertThat(result.vectors().getFirst().cosine(result.vectors().getLast()))
                .isZero();
        assertThat(bench.provider.last().target()).isEqualTo("/v1/embeddings");
        assertThat(bench.provider.last().body())
                .isEqualTo("{\"model\":\"vectors\",\"input\":[\"one\",\"two\"],\"encoding_format\":\"float\"}");
        assertThat(bench.provider.last().headers())
                .containsEntry("authorization", "Bearer " + EmbeddingBench.KEY)
                .containsEntry("x-organisation", "secret-organisation")
                .containsEntry("traceparent", "00-1-2-01");
        var used = new Usage(6, 0, new BigDecimal("0.000012"), false);
        assertThat(bench.facts()).singleElement().isInstanceOfSatisfying(Entry.Embedded.class, it -> {
            assertThat(it.model()).isEqualTo(new Entry.ModelStamp("embedding", "real"));
            assertThat(it.texts()).isEqualTo(2);
            assertThat(it.usage()).isEqualTo(used);
        });
        assertThat(bench.events).first().isInstanceOfSatisfying(EmbeddingStarted.class, it -> assertThat(it.texts())
                .isEqualTo(2));
        assertThat(bench.events).last().isInstanceOfSatisfying(EmbeddingEnded.class, it -> {
            assertThat(it.failure()).isNull();
            assertThat(it.dimensions()).isEqualTo(2);
            assertThat(it.usage()).isEqualTo(used);
        });
    }

    @Test
    void dimensionsAreAskedForAndHeldTo() {
        bench.properties.put("belay.embedding.dimensions", "3");
        assertThat(bench.missing(bench.door(EmbeddingBench.good())).detail())
                .isEqualTo("3 numbers were asked for, and a vector has 2");
        assertThat(bench.provider.last().body()).contains("\"dimensions\":3");
        assertThat(bench.failed().usage().inputTokens())
                .as("it is billed all the same")
                .isEqualTo(6);
    }

    @Test
    void whatMayPassIsTriedAgainAfterTheWaitThatWasAskedFor() {
        Embeddings door = bench.door(Plays.error(429, "Retry-After: 2"), Plays.error(503), EmbeddingBench.good());

        assertThat(door.of(EmbeddingBench.TEXTS, bench.ask())).isInstanceOf(Result.Vectors.class);
        assertThat(bench.pauses).hasSize(2);
        assertThat(bench.pauses.getFirst()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(bench.facts()).hasSize(3);
        assertThat(((Entry.ModelFailed) bench.facts().getFirst()).leftAlone()).isEqualTo(2_000);
    }

    @Test
    void whoAsksToBeLeftAloneForLongIsForTheWholeRun() {
        Embeddings door = bench.door(Plays.error(429, "Retry-After: 3600"), EmbeddingBench.good());

        assertThat(bench.missing(door)).isInstanceOf(Failure.RateLimited.class);
        assertThat(bench.missing(door)).isInstanceOf(Failure.RateLimited.class);
        assertThat(bench.provider.calls()).isOne();
    }

    @Test
    void aKeyThatIsNotTakenRaisesAnAlarmAndIsNotShown() {
        Embeddings door = bench.door((request, line) -> line.whole(
                401,
                "application/json",
                "{\"error\":{\"message\":\"no: " + request.headers().get("authorization")
                        + " secret-organisation\"}}"));

        assertThat(bench.missing(door)).isInstanceOf(Failure.Unauthorized.class);
        assertThat(bench.missing(door)).isInstanceOf(Failure.Unauthorized.class);
        assertThat(bench.provider.calls()).as("not again in this run").isOne();
        assertThat(bench.news.toString()).contains("belay.embedding.api-key").doesNotContain(EmbeddingBench.KEY);
        assertThat(bench.journal.entries().toString() + bench.events)
                .doesNotContain(EmbeddingBench.KEY)
                .doesNotContain("secret-organisation");
    }

    @Test
    void whatAProviderSaysIsCleaned() {
        assertThat(bench.missing(bench.door((request, line) -> line.whole(
                                400,
                                "application/json",
                                "{\"error\":{\"message\":\"bad " + request.headers() + "\"}}")))
                        .detail())
                .startsWith("status 400: bad ")
                .doesNotContain(EmbeddingBench.KEY)
                .doesNotContain("secret-organisation");
    }

    @Test
    void aSilentModelIsLeftAndNotAskedAgain() throws InterruptedException {
        bench.properties.put("belay.embedding.timeout", "100ms");
        Embeddings door = bench.door(Plays.silence());

        assertThat(bench.missing(door)).isInstanceOf(Failure.Silent.class);
        assertThat(bench.provider.sawClose(5)).isTrue();
        assertThat(bench.missing(door).detail()).isEqualTo("it was silent earlier in this run");
        assertThat(bench.provider.calls()).isOne();
        assertThat(bench.failed().usage().estimated()).isTrue();
    }

    @Test
    void theDeadlineOfTheRequestIsTheOuterLimit() throws InterruptedException {
        Embeddings door = bench.door(Plays.silence());

        assertThat(door.of(EmbeddingBench.TEXTS, bench.ask(Duration.ofMillis(100))))
                .isEqualTo(new Result.Missing(
                        new Failure.DeadlinePassed("there was no time to wait for the embedding model")));
        assertThat(bench.provider.sawClose(5)).isTrue();
        assertThat(door.of(EmbeddingBench.TEXTS, bench.ask(Duration.ZERO)))
                .isEqualTo(new Result.Missing(
                        new Failure.DeadlinePassed("there was no time left to ask the embedding model")));
        assertThat(bench.provider.calls()).isOne();
    }

    @Test
    void aCancelledCallIsClosedAndWrittenDown() throws InterruptedException {
        Embeddings door = bench.door((_, line) -> {
            bench.cancellation.cancel("the caller left");
            line.awaitClose();
        });

        assertThatThrownBy(() -> door.of(EmbeddingBench.TEXTS, bench.ask()))
                .isInstanceOf(ControlFlow.Cancelled.class)
                .hasMessage("the caller left");
        assertThat(bench.provider.sawClose(5)).isTrue();
        assertThat(bench.failed().detail()).isEqualTo("cancelled: the caller left");
        assertThat(bench.failed().usage().inputTokens()).isPositive();
    }

    @Test
    void anEndlessAnswerIsCut() throws InterruptedException {
        Embeddings door = bench.door((_, line) -> {
            line.stream();
            while (true) {
                line.chunk(new byte[1_000]);
            }
        });

        assertThat(bench.missing(door).reason()).isEqualTo("bad_answer.too_long");
        assertThat(bench.provider.sawClose(5)).isTrue();
    }

    @Test
    void anEndlessErrorIsAnErrorAllTheSame() {
        bench.properties.put("belay.calls.retry.attempts", "1");
        Embeddings door = bench.door((_, line) -> {
            line.raw("HTTP/1.1 500 Some\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                line.chunk(new byte[1_000]);
            }
        });
        assertThat(bench.missing(door)).isInstanceOf(Failure.Overloaded.class);
    }

    @Test
    void aBreakerThatIsOpenSparesTheModel() {
        bench.properties.put("belay.calls.breaker.requests", "2");
        bench.properties.put("belay.calls.retry.attempts", "1");
        Embeddings door = bench.door(Plays.error(500));

        bench.missing(door);
        bench.missing(door);
        assertThat(bench.missing(door)).isInstanceOf(Failure.BreakerOpen.class);
        assertThat(bench.provider.calls()).isEqualTo(2);
    }

    @Test
    void aConnectionThatBreaksIsTriedAgain() {
        assertThat(bench.door((_, line) -> line.reset(), EmbeddingBench.good()).of(EmbeddingBench.TEXTS, bench.ask()))
                .isInstanceOf(Result.Vectors.class);
        assertThat(bench.facts()).hasSize(2);
    }
}
