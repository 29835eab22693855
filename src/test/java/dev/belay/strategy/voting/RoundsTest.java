package dev.belay.strategy.voting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.Message;
import dev.belay.model.embedding.Embeddings;
import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.strategy.voting.rule.Rules.Persona;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import dev.belay.tier.TierFailed;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Several rounds, in which everybody sees what the others said.
class RoundsTest {
    private static final List<String> CHAIN = List.of("native", "adk", "loop");

    private final Stand stand = new Stand();
    private List<Persona> panel = List.of();
    private Otherwise otherwise = Otherwise.ASK;

    private Answer argue(Stand one, int rounds) {
        var counting = new Rules.Counting(2, TieBreaker.CONFIDENCE, 0.8, false, otherwise);
        var rules = new Rules(counting, 4, 25, Duration.ofSeconds(2), new Rules.Debate(rounds, 0.66, panel));
        Arbiter first = (_, candidates) -> candidates.indexOf("Oslo");
        return new Voting(
                        one.call(CHAIN.toArray(String[]::new)),
                        CHAIN,
                        one,
                        rules,
                        new Voting.Aides(new Judging(first, () -> 7), Embeddings.NONE),
                        _ -> 25)
                .run();
    }

    @Test
    void whoeverDoesNotAgreeSeesWhatTheOthersSay() {
        stand.says("native", 1, "Rome").says("adk", 1, "Paris").says("loop", 1, "Oslo");
        stand.says("native", 1, "Paris").says("adk", 1, "Paris").says("loop", 1, "Oslo");

        Answer answer = argue(stand, 3);

        assertThat(answer.message().text()).isEqualTo("Paris");
        List<Message> shown = stand.asked.get("native").conversation().messages();
        assertThat(shown).hasSize(2);
        assertThat(shown.getLast().text())
                .contains("---\nParis")
                .contains("---\nOslo")
                .contains("You answered before:\nRome")
                .doesNotContain("adk");
        assertThat(stand.passage.lines())
                .contains("vote on the answer: no consensus (round 1: none has the 2 voters that it takes)");
    }

    @Test
    void thePersonasOfAPanelVoteInsteadOfTheTiers() {
        panel = List.of(
                new Persona("sceptic", "Doubt everything.", 0.2, "adk"),
                new Persona("optimist", "Trust.", 1.3, null),
                new Persona("clerk", "Be exact.", null, null));
        stand.says("adk", 1, "Paris").says("adk", 1, "Paris").says("loop", 1, "Rome");

        Answer answer = argue(stand, 1);

        assertThat(answer.message().text()).isEqualTo("Paris");
        assertThat(answer.provenance().vote().votes())
                .extracting(vote -> vote.voter() + " in " + vote.tier())
                .containsExactly("sceptic in adk", "optimist in adk", "clerk in loop");
        assertThat(stand.asked.get("adk").conversation().messages().getFirst()).isEqualTo(new Message.System("Trust."));
        assertThat(stand.asked.get("adk").conversation().sampling().temperature())
                .isEqualTo(1.3);
    }

    @Test
    void aDebateThatEndsWithoutAgreementIsDecidedByAJudge() {
        otherwise = Otherwise.JUDGE;
        for (int round = 0; round < 4; round++) {
            stand.says("native", 1, "Rome").says("adk", 1, "Paris").says("loop", 1, "Oslo");
        }

        assertThat(argue(stand, 4).message().text()).isEqualTo("Oslo");
        assertThat(stand.passage.lines())
                .filteredOn(line -> line.contains("started"))
                .hasSize(12);
    }

    @Test
    void aPersonWhoFallsLeavesTheTierToTheOthers() {
        panel = List.of(
                new Persona("a", "A", null, "adk"),
                new Persona("b", "B", null, "adk"),
                new Persona("c", "C", null, "adk"));
        stand.falls("adk", 1).says("adk", 1, "Paris").says("adk", 1, "Rome");
        stand.says("adk", 1, "Paris").says("adk", 1, "Paris").says("adk", 1, "Paris");

        assertThat(argue(stand, 2).message().text()).isEqualTo("Paris");
        assertThat(stand.descents).isEmpty();
    }

    /// Whatever is said, and whoever falls, there are no more rounds than may be.
    @Test
    void roundsEnd() {
        int agreed = 0;
        for (int seed = 0; seed < 500; seed++) {
            var random = new SplittableRandom(seed);
            int rounds = 1 + random.nextInt(5);
            Stand one = new Stand();
            for (int round = 0; round < rounds; round++) {
                for (String tier : CHAIN) {
                    var _ = random.nextInt(8) == 0
                            ? one.falls(tier, random.nextInt(100))
                            : one.says(
                                    tier,
                                    random.nextInt(100),
                                    List.of("Rome", "Paris", "Oslo", "Bern").get(random.nextInt(4)));
                }
            }
            try {
                argue(one, rounds);
                agreed++;
            } catch (ControlFlow.NeedsHuman _) {
                // did not agree
            } catch (TierFailed _) {
                // all fell
            }
            assertThat(one.passage.lines().stream()
                            .filter(line -> line.contains("started"))
                            .count())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(3L * rounds);
        }
        assertThat(agreed).isBetween(100, 499);
        assertThatThrownBy(() -> argue(
                        new Stand().says("native", 1, "a").says("adk", 1, "b").says("loop", 1, "c"), 1))
                .isInstanceOf(ControlFlow.NeedsHuman.class);
    }
}
