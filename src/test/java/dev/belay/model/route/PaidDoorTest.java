package dev.belay.model.route;

import static dev.belay.model.Plays.delta;
import static dev.belay.model.Plays.finish;
import static dev.belay.model.Plays.says;
import static dev.belay.model.Plays.silence;
import static dev.belay.model.Plays.status;
import static dev.belay.model.Plays.streams;
import static dev.belay.model.Plays.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.budget.Breach;
import dev.belay.budget.Budgets;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Purse;
import dev.belay.budget.Spent;
import dev.belay.budget.Standing;
import dev.belay.budget.store.BudgetsForTests;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.model.Configs;
import dev.belay.model.RawProvider;
import dev.belay.platform.Ids;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a call is allowed, and what it counts as, against a provider that may not be right.
class PaidDoorTest extends DoorOnTwoProviders {
    private static final String[] PRICES = {
        "belay.models.primary.input-price", "1",
        "belay.models.primary.output-price", "2",
        "belay.models.secondary.input-price", "0.01",
        "belay.models.secondary.output-price", "0.02",
        "belay.calls.retry.attempts", "1"
    };

    private final Workers workers = new Workers();
    private final String root = new Ids(Time.SYSTEM.wall()).run();
    private final TestDatabase.Counting counting = TestDatabase.counting();
    private Budgets budgets;
    private Purse purse;

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    @Test
    void aBudgetedCallSendsALimitAndIsCountedToTheCent() {
        open(usd("0.001"), Breach.STOP);
        assertThat(bench.ask("default").message().text()).isEqualTo("first");

        int limit = Json.tree(first.last().body()).path("max_tokens").asInt();
        assertThat(limit).isBetween(64, 500);
        assertThat(counting.statements()).as("one to reserve, one to settle").isEqualTo(2);
        assertThat(spent()).isEqualByComparingTo("0.00002");
    }

    @Test
    void withoutABudgetNobodyIsAsked() {
        open(null, Breach.STOP);
        bench.ask("default");
        assertThat(counting.statements()).isZero();
        assertThat(first.last().body()).doesNotContain("max_tokens");
    }

    @Test
    void theCallersLimitIsKept() {
        open(usd("1"), Breach.STOP);
        bench.ask(
                Configs.prompt(Configs.prompt("hi").messages(), Configs.maxTokens(77)),
                "default",
                Duration.ofMinutes(1));
        assertThat(Json.tree(first.last().body()).path("max_tokens").asInt()).isEqualTo(77);
    }

    @Test
    void anAnswerThatTheBudgetCutIsNone() throws IOException {
        firstPlays(streams(List.of(delta("half of"), finish("length"), usage(10, 300), "[DONE]")));
        open(usd("0.001"), Breach.STOP);

        assertThatThrownBy(() -> bench.ask("default"))
                .isInstanceOf(ControlFlow.BudgetStopped.class)
                .hasMessageContaining("stopped where the budget ended");
        assertThat(spent()).isEqualByComparingTo("0.00061");
        calls(1, 0);
    }

    @Test
    void aCheaperModelIsAskedIfThePolicySaysSo() {
        open(usd("0.0002"), Breach.CHEAPER);
        assertThat(bench.ask("default").message().text()).isEqualTo("second");
        calls(0, 1);
        assertThat(bench.journal.entries()).hasSize(1);
        assertThatThrownBy(() -> {
                    open(usd("0.0000001"), Breach.CHEAPER);
                    bench.ask("default");
                })
                .isInstanceOf(ControlFlow.BudgetStopped.class);
    }

    @Test
    void aWholeAnswerOfACheaperModelIsBetterThanPartOfADearOne() {
        open(usd("0.001"), Breach.CHEAPER);
        assertThat(bench.ask("default").message().text()).isEqualTo("second");
        calls(0, 1);
        assertThat(bench.events).as("there is money left").noneMatch(BelayEvent.BudgetReached.class::isInstance);
    }

    @Test
    void partOfAnAnswerIsBetterThanNone() {
        String[] dearer = {"belay.models.secondary.input-price", "1000", "belay.models.secondary.output-price", "1000"};
        open(usd("0.001"), Breach.CHEAPER, dearer);
        assertThat(bench.ask("default").message().text()).isEqualTo("first");
        calls(1, 0);
        int limit = Json.tree(first.last().body()).path("max_tokens").asInt();
        assertThat(limit).isBetween(64, 500);
    }

    @Test
    void aDearModelIsAskedIfAllOfItsAnswerIsAffordable() {
        open(usd("0.1"), Breach.CHEAPER);
        assertThat(bench.ask("default").message().text()).isEqualTo("first");
        calls(1, 0);
        assertThat(counting.statements()).as("one to reserve, one to settle").isEqualTo(2);
    }

    @Test
    void tiersFallIfThePolicySaysSo() {
        open(usd("0.0000001"), Breach.DEGRADE);
        assertThat(failure("default")).isInstanceOf(Failure.OverBudget.class);
        calls(0, 0);
    }

    @Test
    void whatWasSentAndNeverAnsweredCountsWhole() throws IOException {
        firstPlays((_, line) -> line.reset());
        open(usd("0.001"), Breach.STOP);
        failure("model:primary");
        assertThat(standing().presumed()).as("down to the token").isBetween(usdOf("0.000998"), usdOf("0.001"));
        assertThat(standing().reserved()).isEqualByComparingTo("0");
    }

    @Test
    void aSilentModelMayHaveThought() throws IOException {
        firstPlays(silence());
        open(usd("0.001"), Breach.STOP, "belay.models.primary.first-token", "100ms");
        failure("model:primary");
        assertThat(standing().presumed()).as("down to the token").isBetween(usdOf("0.000998"), usdOf("0.001"));
    }

    @Test
    void whatWasTurnedAwayIsFree() throws IOException {
        firstPlays(status(429, "{}"));
        open(usd("0.001"), Breach.STOP);
        failure("model:primary");
        assertThat(spent()).isEqualByComparingTo("0");

        first.close();
        failure("model:primary");
        assertThat(spent()).as("nobody listens").isEqualByComparingTo("0");
        assertThat(standing().reserved()).isEqualByComparingTo("0");
    }

    @Test
    void ofABrokenStreamMoreIsCountedThanCame() throws IOException {
        RawProvider.Play breaks =
                (_, line) -> line.stream().event(delta("one two three four")).reset();
        firstPlays(breaks);
        open(usd("1"), Breach.STOP);
        failure("model:primary");
        assertThat(spent())
                .as("at least what came, at most what was reserved")
                .isBetween(new BigDecimal("0.0001"), new BigDecimal("0.002"));
        assertThat(standing().presumed()).isEqualByComparingTo(spent());
    }

    @Test
    void noProviderLowersTheLedger() throws IOException {
        firstPlays(streams(List.of(delta("first"), finish("stop"), usage(-1_000_000, -5), "[DONE]")));
        open(usd("0.001"), Breach.STOP);
        bench.ask("default");

        assertThat(spent()).isBetween(new BigDecimal("0.0001"), new BigDecimal("0.001"));
        assertThat(standing().presumed()).as("nobody said it").isEqualByComparingTo(spent());
        assertThat(standing().reserved()).isEqualByComparingTo("0");
    }

    @Test
    void whatOthersSetAsideIsWaitedFor() {
        open(usd("0.001"), Breach.STOP);
        Need all = new Need(Map.of(Measure.USD, Need.Part.written(new BigDecimal("0.0009"), BigDecimal.ZERO)), 0, 0);
        Grant.Held held = (Grant.Held) purse.reserve(all, Scopes.SILENT);
        assertThatThrownBy(() -> bench.ask("default")).isInstanceOf(ControlFlow.BudgetStopped.class);
        assertThat(bench.pauses).as("as long as patience lasts").hasSizeGreaterThan(3);
        assertThat(bench.events).noneMatch(BelayEvent.BudgetReached.class::isInstance);

        purse.settle(held, Spent.NOTHING, Scopes.SILENT);
        assertThat(bench.ask("default").message().text()).isEqualTo("first");
    }

    /// The other is the first of several branches.
    @Test
    void oneCallLeavesTimeToOthers() {
        open(new Request.Allowance(null, null, null, null, 60L), Breach.STOP);
        Need other = new Need(
                Map.of(Measure.SECONDS, new Need.Part(BigDecimal.ONE, BigDecimal.ZERO, new BigDecimal(60))), 0, 0);
        assertThat(((Grant.Held) purse.reserve(other, Scopes.SILENT)).held().get(Measure.SECONDS))
                .isEqualByComparingTo("30");
        assertThat(bench.ask("default").message().text()).isEqualTo("first");
        assertThat(bench.pauses).as("nothing is waited for").isEmpty();
        assertThat(standing().reserved()).isEqualByComparingTo("30");
    }

    @Test
    void aCallTakesNoLongerThanIsPaidFor() throws IOException {
        firstPlays(silence());
        open(new Request.Allowance(null, null, null, null, 1L), Breach.STOP, "belay.calls.limits.first-token", "20s");
        assertThatThrownBy(() -> bench.ask("model:primary")).isInstanceOf(ControlFlow.BudgetStopped.class);
        assertThat(spent()).isBetween(new BigDecimal("0.9"), BigDecimal.ONE);
    }

    @Test
    void marksAreAnnounced() throws IOException {
        firstPlays(says("first"));
        open(new Request.Allowance(null, null, 1L, null, null), Breach.STOP);
        bench.ask("model:primary");
        assertThat(bench.events)
                .filteredOn(BelayEvent.BudgetReached.class::isInstance)
                .last()
                .isInstanceOfSatisfying(BelayEvent.BudgetReached.class, reached -> {
                    assertThat(reached.percent()).isEqualTo(100);
                    assertThat(reached.account()).startsWith("request:model_calls:total:");
                });
    }

    private static BigDecimal usdOf(String amount) {
        return new BigDecimal(amount);
    }

    private static Request.Allowance usd(String amount) {
        return Request.Allowance.ofUsd(new BigDecimal(amount));
    }

    private void open(Request.Allowance own, Breach breach, String... properties) {
        String[] all =
                Stream.concat(Arrays.stream(PRICES), Arrays.stream(properties)).toArray(String[]::new);
        open(all);
        var config = BudgetsForTests.config();
        long fence = TestDatabase.process();
        budgets = BudgetsForTests.budgets(counting.database(), fence, workers, config);
        String tree = breach == Breach.STOP ? root : new Ids(Time.SYSTEM.wall()).run();
        purse = budgets.open(new Budgets.Spender("run-1", tree, "test", null, "belay"), own, breach);
        bench.paidFrom(budgets, config);
    }

    private Standing standing() {
        return budgets.ofRequest(root).getFirst();
    }

    private BigDecimal spent() {
        return standing().spent();
    }
}
