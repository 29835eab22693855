package dev.belay.model.embedding.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.budget.Breach;
import dev.belay.budget.Budgets;
import dev.belay.budget.Standing;
import dev.belay.budget.store.BudgetsForTests;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Request;
import dev.belay.model.Plays;
import dev.belay.model.RawProvider;
import dev.belay.model.embedding.Embeddings;
import dev.belay.model.embedding.Embeddings.Result;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a call is allowed, and what it counts as.
@Timeout(20)
class PaidEmbeddingTest {
    private final EmbeddingBench bench = new EmbeddingBench();
    private final TestDatabase.Counting counting = TestDatabase.counting();
    private final String root = new Ids(Time.SYSTEM.wall()).run();

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    private Embeddings door(Request.Allowance own, RawProvider.Play... plays) {
        bench.budgets = BudgetsForTests.budgets(
                counting.database(), TestDatabase.process(), bench.workers(), BudgetsForTests.config());
        bench.budgets.open(new Budgets.Spender(bench.run, root, "test", null, "belay"), own, Breach.STOP);
        return bench.door(plays);
    }

    private static Request.Allowance usd(String amount) {
        return Request.Allowance.ofUsd(new BigDecimal(amount));
    }

    private Standing standing() {
        return bench.budgets.ofRequest(root).getFirst();
    }

    @Test
    void aCallIsCountedToTheCent() {
        Embeddings door = door(usd("0.001"), EmbeddingBench.good());

        assertThat(door.of(EmbeddingBench.TEXTS, bench.ask())).isInstanceOf(Result.Vectors.class);
        assertThat(counting.statements()).as("one to reserve, one to settle").isEqualTo(2);
        assertThat(standing().spent()).isEqualByComparingTo("0.000012");
        assertThat(standing().reserved()).isEqualByComparingTo("0");
    }

    @Test
    void nothingIsSentThatIsNotPaidFor() {
        Embeddings door = door(usd("0.00001"), EmbeddingBench.good());

        assertThat(bench.missing(door)).isInstanceOf(Failure.OverBudget.class);
        assertThat(bench.provider.calls()).isZero();
        assertThat(bench.failed().reason()).isEqualTo("over_budget");
        assertThat(standing().spent()).isEqualByComparingTo("0");
    }

    @Test
    void whatCostsNobodyKnowsIsNotAskedForABudgetInDollars() {
        bench.properties.remove("belay.embedding.input-price");
        assertThat(bench.missing(door(usd("1"), EmbeddingBench.good())))
                .isEqualTo(new Failure.Unavailable("what the embedding model costs is not known, so no budget in"
                        + " dollars can pay for it: set belay.embedding.input-price"));
        assertThat(bench.provider.calls()).isZero();
    }

    @Test
    void itMayBeAskedForABudgetInTokens() {
        bench.properties.remove("belay.embedding.input-price");
        var own = new Request.Allowance(null, 1_000L, null, null, null);

        assertThat(door(own, EmbeddingBench.good()).of(EmbeddingBench.TEXTS, bench.ask()))
                .isInstanceOf(Result.Vectors.class);
        assertThat(standing().spent()).isEqualByComparingTo("6");
    }

    @Test
    void whatWasSentAndNeverAnsweredCountsWhole() {
        bench.properties.put("belay.calls.retry.attempts", "1");

        assertThat(bench.missing(door(usd("0.001"), (_, line) -> line.reset())))
                .isInstanceOf(Failure.ConnectionLost.class);
        assertThat(standing().presumed())
                .as("a token for each byte, and what is around")
                .isBetween(new BigDecimal("0.0002"), new BigDecimal("0.0004"))
                .isEqualByComparingTo(standing().spent());
        assertThat(standing().reserved()).isEqualByComparingTo("0");
    }

    @Test
    void anErrorCostsNothingButTheCall() {
        bench.properties.put("belay.calls.retry.attempts", "1");
        assertThat(bench.missing(door(usd("0.001"), Plays.error(503)))).isInstanceOf(Failure.Overloaded.class);
        assertThat(standing().spent()).isEqualByComparingTo("0");
    }
}
