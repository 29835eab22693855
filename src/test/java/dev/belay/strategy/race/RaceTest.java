package dev.belay.strategy.race;

import static dev.belay.strategy.race.VirtualTrack.OVERLOADED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.ControlFlow;
import dev.belay.strategy.branch.Branch;
import dev.belay.strategy.branch.Branches;
import dev.belay.strategy.race.RaceConfig.Mode;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RaceTest {
    private final VirtualTrack track = new VirtualTrack();
    private final Latencies latencies = new Latencies(95, 20);

    private Answer race(Mode mode, int workers, String... chain) {
        var rules = new Rules(mode, Duration.ofMillis(200), workers);
        List<String> live =
                List.of(chain).stream().filter(tier -> !tier.equals("rules")).toList();
        return new Race(track.call(chain), live, track, rules, latencies).run();
    }

    private String winner(Mode mode, int workers, String... chain) {
        return race(mode, workers, chain).provenance().tier();
    }

    @Test
    void theFirstValidAnswerWinsAndTheOthersAreCancelled() {
        track.answers("native", 300).answers("adk", 100).answers("loop", 200);

        assertThat(winner(Mode.PARALLEL, 4, "native", "adk", "loop", "rules")).isEqualTo("adk");
        assertThat(track.passage.lines())
                .containsExactly(
                        "1 native started: it is the first",
                        "2 adk started: all start at once",
                        "3 loop started: all start at once",
                        "2 adk won: its answer is the first valid one",
                        "1 native cancelled: the run goes on in branch 2",
                        "3 loop cancelled: the run goes on in branch 2");
        assertThat(track.millis()).as("losers are gone a moment later").isEqualTo(101);
        assertThat(track.descents).isEmpty();
    }

    @Test
    void aSlowTierIsHedged() {
        track.answers("native", 5_000).answers("adk", 100).answers("loop", 1);

        assertThat(winner(Mode.LATENCY, 4, "native", "adk", "loop")).isEqualTo("adk");
        assertThat(track.millis()).isEqualTo(301);
        assertThat(track.passage.lines()).contains("2 adk started: native is slower than 200 ms");
    }

    @Test
    void aFastTierIsNot() {
        track.answers("native", 199).answers("adk", 1);

        assertThat(winner(Mode.LATENCY, 4, "native", "adk")).isEqualTo("native");
        assertThat(track.passage.lines()).noneMatch(line -> line.contains("adk"));
    }

    @Test
    void whenOneFallsTheNextStartsAtOnce() {
        track.falls("native", 20).answers("adk", 100);

        assertThat(winner(Mode.LATENCY, 4, "native", "adk")).isEqualTo("adk");
        assertThat(track.millis()).isEqualTo(120);
        assertThat(track.passage.lines())
                .contains("1 native fell: overloaded: 503", "2 adk started: native fell (overloaded)");
    }

    @Test
    void inTheModeFallbackNothingElseStartsAnother() {
        track.falls("native", 50_000).answers("adk", 100);

        assertThat(winner(Mode.FALLBACK, 4, "native", "adk")).isEqualTo("adk");
        assertThat(track.millis()).isEqualTo(50_100);
    }

    @Test
    void noMoreAreAtWorkThanMayBe() {
        track.falls("native", 300).falls("adk", 100).answers("loop", 100).answers("code", 1);

        assertThat(winner(Mode.PARALLEL, 2, "native", "adk", "loop", "code")).isEqualTo("loop");
        assertThat(track.passage.lines())
                .startsWith(
                        "1 native started: it is the first",
                        "2 adk started: all start at once",
                        "2 adk fell: overloaded: 503",
                        "3 loop started: adk fell (overloaded)")
                .noneMatch(line -> line.contains("code"));
    }

    @Test
    void aTierIsWaitedForAsLongAsItUsuallyTakes() {
        for (int i = 1; i <= 100; i++) {
            latencies.answered("native", Duration.ofMillis(10 * i));
        }
        track.answers("native", 5_000).answers("adk", 100);

        assertThat(winner(Mode.DYNAMIC, 4, "native", "adk")).isEqualTo("adk");
        assertThat(track.millis()).isBetween(950L + 100, 1_060L + 100);
        assertThat(track.passage.lines().get(1)).startsWith("2 adk started: native is slower than its p95, ");
    }

    @Test
    void andAsLongAsIsConfiguredWhileThatIsNotKnown() {
        track.answers("native", 5_000).answers("adk", 100);

        assertThat(winner(Mode.DYNAMIC, 4, "native", "adk")).isEqualTo("adk");
        assertThat(track.millis()).isEqualTo(301);
    }

    @Test
    void theFirstThatActsClaimsTheRun() {
        track.answers("native", 500, 50).answers("adk", 51).answers("loop", 400, 60);

        assertThat(winner(Mode.PARALLEL, 4, "native", "adk", "loop")).isEqualTo("native");
        assertThat(track.acted).containsExactly("native at 50");
        assertThat(track.passage.lines())
                .contains(
                        "1 native claimed: it asks for pay",
                        "2 adk cancelled: it answered too late",
                        "3 loop cancelled: the run goes on in branch 1");
    }

    /// The claim may stand: the run rests until that is known, and nobody acts.
    @Test
    void aClaimThatMeetsADatabaseThatIsAwayLeavesTheRun() {
        var away = new ControlFlow.Disowned("the run rests until the database is back");
        track.passage.breaks(BranchStage.CLAIMED, away);
        track.answers("native", 500, 50).answers("adk", 51).answers("loop", 400, 60);

        assertThatThrownBy(() -> race(Mode.PARALLEL, 4, "native", "adk", "loop"))
                .isSameAs(away);
        assertThat(track.acted).isEmpty();
        assertThat(track.passage.lines()).noneMatch(line -> line.contains(" won: "));
    }

    @Test
    void whatCouldNotBeWrittenDownIsNoClaimHoweverOftenItIsAsked() {
        var away = new ControlFlow.Disowned("the run rests until the database is back");
        track.passage.breaks(BranchStage.CLAIMED, away);
        track.answers("native", 500).answers("adk", 500);
        TierCall call = track.call("native", "adk");
        Branches branches = new Branches(call, track, (_, _, _) -> {});
        Branch claimer = branches.start("native", call.work().request(), () -> {}, "first");
        Branch other = branches.start("adk", call.work().request(), () -> {}, "second");

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> branches.take(claimer, BranchStage.CLAIMED, "it asks"))
                    .isSameAs(away);
        }
        assertThat(branches.take(other, BranchStage.WON, "it answers")).isFalse();
    }

    @Test
    void nothingStartsBesideAClaimer() {
        track.answers("native", 5_000, 50).answers("adk", 1);

        assertThat(winner(Mode.LATENCY, 4, "native", "adk")).isEqualTo("native");
        assertThat(track.passage.lines()).noneMatch(line -> line.contains("adk"));
    }

    @Test
    void whenTheClaimerFallsTheOthersFollowOneAfterTheOther() {
        track.falls("native", 10).falls("adk", 500, 50).answers("loop", 400);

        assertThat(winner(Mode.PARALLEL, 4, "native", "adk", "loop", "rules")).isEqualTo("loop");
        assertThat(track.descents).as("native has fallen").containsExactly("below [adk, loop, rules]");
    }

    @Test
    void whenAllFallTheRestOfTheChainFollows() {
        track.falls("native", 10).falls("adk", 30).falls("loop", 20);

        assertThat(winner(Mode.PARALLEL, 4, "native", "rules", "adk", "loop")).isEqualTo("rules");
        assertThat(track.descents).containsExactly("below [adk, rules]");
        assertThat(track.passage.lines()).endsWith("fell native overloaded -> rules", "fell loop overloaded -> rules");
    }

    @Test
    void whenAllFallAndNothingFollowsTheLastReasonIsTold() {
        track.falls("native", 10).falls("adk", 20);

        Throwable thrown = catchThrowable(() -> race(Mode.PARALLEL, 4, "native", "adk"));

        assertThat(((TierFailed) thrown).failure()).isSameAs(OVERLOADED);
    }

    @Test
    void whatStopsOneBranchStopsTheRunOnlyIfNoOtherAnswers() {
        var asks = new ControlFlow.NeedsHuman("may it?", "pay");
        track.stops("native", 10, asks).answers("adk", 100);
        assertThat(winner(Mode.PARALLEL, 4, "native", "adk")).isEqualTo("adk");

        track.falls("adk", 100);
        assertThatThrownBy(() -> race(Mode.PARALLEL, 4, "native", "adk", "rules"))
                .isSameAs(asks);
        assertThat(track.descents).isEmpty();
    }

    @Test
    void callsForTheCallerAreAnAnswer() {
        var calls = new ControlFlow.ClientToolCalls(VirtualTrack.answer("adk"));
        track.answers("native", 100).stops("adk", 10, calls);

        assertThatThrownBy(() -> race(Mode.PARALLEL, 4, "native", "adk")).isSameAs(calls);
        assertThat(track.passage.lines()).contains("2 adk won: its answer is the first valid one");
    }

    @Test
    void aFinalNoStopsAllAtOnce() {
        var no = new ControlFlow.Rejected("no");
        track.answers("native", 100).stops("adk", 10, no);

        assertThatThrownBy(() -> race(Mode.PARALLEL, 4, "native", "adk")).isSameAs(no);
        assertThat(track.millis()).isEqualTo(11);
        assertThat(track.passage.lines()).contains("1 native cancelled: the run stopped");
    }

    @Test
    void aCancelledRunStopsAllBranches() {
        track.answers("native", 100).answers("adk", 100);
        track.in(40, () -> track.cancellation.cancel("the caller left"));

        assertThatThrownBy(() -> race(Mode.PARALLEL, 4, "native", "adk"))
                .isInstanceOf(ControlFlow.Cancelled.class)
                .hasMessage("the caller left");
        assertThat(track.millis()).isEqualTo(41);
    }

    @Test
    void inAThousandRunsOnlyTheBranchThatAnsweredActed() {
        int acts = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            VirtualTrack one = new VirtualTrack();
            for (String tier : List.of("native", "adk", "loop")) {
                long end = 1 + random.nextInt(1_000);
                long[] asks = random.longs(random.nextInt(3), 0, end).toArray();
                var _ = random.nextInt(4) == 0 ? one.falls(tier, end, asks) : one.answers(tier, end, asks);
            }
            Mode mode = Mode.values()[random.nextInt(Mode.values().length)];
            var rules = new Rules(mode, Duration.ofMillis(1 + random.nextInt(300)), 1 + random.nextInt(3));

            Answer answer = new Race(
                            one.call("native", "adk", "loop", "rules"),
                            List.of("native", "adk", "loop"),
                            one,
                            rules,
                            latencies)
                    .run();

            acts += one.acted.size();
            List<String> acting =
                    one.acted.stream().map(act -> act.split(" ")[0]).distinct().toList();
            assertThat(acting).as("seed %d", seed).hasSizeLessThan(2);
            if (!acting.isEmpty() && one.descents.isEmpty()) {
                assertThat(answer.provenance().tier()).as("seed %d", seed).isEqualTo(acting.getFirst());
            }
        }
        assertThat(acts).as("the runs do act").isGreaterThan(500);
    }
}
