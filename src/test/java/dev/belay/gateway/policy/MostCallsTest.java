package dev.belay.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.tier.Tiers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MostCallsTest {
    private static final List<Tiers.Bound> TIERS =
            List.of(new Tiers.Bound("native", 3, 25), new Tiers.Bound("adk", 2, 25), new Tiers.Bound("loop", 1, 10));
    private static final Panel NOBODY = new Panel(0, false);
    private static final Asker BELAY = new Asker("belay", null, "default");

    private static RequestCalls request(List<Tiers.Bound> tiers, Panel panel, int perAsk) {
        return new RequestCalls(BELAY, tiers, panel, perAsk);
    }

    private static UpstreamCalls decision(Panel panel) {
        return new UpstreamCalls(BELAY, List.of("native", "adk", "loop"), panel, 6);
    }

    @Test
    void aRaceCanBeRunTwice() {
        RequestCalls calls = request(TIERS, NOBODY, 6);

        assertThat(calls.most()).isEqualTo(2 * 135 * 2 * 6).isEqualTo(3240);
        assertThat(calls.strategy()).isEqualTo("race");
        assertThat(calls.arithmetic())
                .isEqualTo("(native 3 × 25 + adk 2 × 25 + loop 1 × 10) attempts × turns, × 2 if the tier that claimed"
                        + " the run falls, × 2 with a corrective turn in each, × 6 calls of route default = 3240");
    }

    @Test
    void whereNobodyLosesOneAfterTheOtherIsAsDear() {
        RequestCalls calls = request(List.of(new Tiers.Bound("native", 3, 25)), NOBODY, 2);

        assertThat(calls.strategy()).isEqualTo("sequential");
        assertThat(calls.arithmetic())
                .isEqualTo("(native 3 × 25) attempts × turns, × 2 with a corrective turn in each, × 2 calls of route"
                        + " default = 300");
    }

    @Test
    void personasHaveTheTurnsOfOneAttemptEach() {
        RequestCalls calls = request(TIERS, new Panel(12, true), 6);

        assertThat(calls.strategy()).isEqualTo("voting");
        assertThat(calls.most()).isEqualTo(12 * 25 * 2 * 6 + 6).isEqualTo(3606);
        assertThat(calls.arithmetic())
                .isEqualTo("12 personas × 25 turns in all votes, × 2 with a corrective turn in each, × 6 calls of route"
                        + " default, + 6 for a judge = 3606");
    }

    @Test
    void aJudgeIsAskedOnceMore() {
        List<Tiers.Bound> one = List.of(new Tiers.Bound("loop", 1, 10));

        assertThat(request(one, new Panel(0, true), 6).arithmetic())
                .isEqualTo("(loop 10) turns in all votes, × 2 with a corrective turn in each, × 6 calls of route"
                        + " default, + 6 for a judge = 126");
    }

    @Test
    void aDecisionIsAskedOfEachTier() {
        assertThat(decision(NOBODY).arithmetic())
                .isEqualTo("3 tiers (native, adk, loop) × 6 calls of route default = 18");
    }

    @Test
    void aDecisionIsAskedOfEachPersonaInEachTier() {
        assertThat(decision(new Panel(3, true)).arithmetic())
                .isEqualTo("3 personas × 3 tiers (native, adk, loop) × 6 calls of route default, + 6 for a judge = 60");
    }

    @Test
    void theEmbeddingModelIsAskedForEachCount() {
        Panel panel = new Panel(0, true, new Panel.Comparisons(26, 3));
        List<Tiers.Bound> one = List.of(new Tiers.Bound("loop", 1, 10));

        assertThat(request(one, panel, 6).arithmetic())
                .isEqualTo("(loop 10) turns in all votes, × 2 with a corrective turn in each, × 6 calls of route"
                        + " default, + 6 for a judge, + 26 × 3 for comparing by meaning = 204");
        assertThat(decision(panel).arithmetic())
                .isEqualTo("3 tiers (native, adk, loop) × 6 calls of route default, + 6 for a judge, + 3 for comparing"
                        + " by meaning = 27");
    }

    @Test
    void whatNeverEndsDoesNotOverflow() {
        assertThat(request(List.of(new Tiers.Bound("native", Integer.MAX_VALUE, 25)), NOBODY, 100)
                        .most())
                .isEqualTo(Integer.MAX_VALUE * 25L * 2 * 100);
    }

    @Test
    void everyPolicyAndEveryCandidateIsReckoned() {
        Asker candidate = new Asker("belay", "wider", "wide");
        var calls = new MostCalls(List.of(BELAY, candidate), TIERS, _ -> NOBODY, Map.of("default", 3, "wide", 9)::get);

        assertThat(calls.ofDecisions()).extracting(UpstreamCalls::most).containsExactly(9L, 27L);
        assertThat(calls.ofRequests()).extracting(RequestCalls::most).containsExactly(1620L, 4860L);
        assertThat(candidate.told()).isEqualTo("policy belay in the experiment wider");
    }
}
