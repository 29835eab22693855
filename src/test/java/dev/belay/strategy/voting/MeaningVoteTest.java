package dev.belay.strategy.voting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.vote.Ballot;
import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Votes whose texts are compared by meaning.
class MeaningVoteTest {
    private static final List<String> TIERS = List.of("native", "adk", "loop");

    private final Stand stand = new Stand();
    private final Vectors vectors = new Vectors();
    private boolean fields;
    private int rounds = 1;

    private Answer vote() {
        var counting = new Rules.Counting(2, TieBreaker.CONFIDENCE, 0.8, fields, Otherwise.ASK, 0.9);
        var rules = new Rules(counting, 4, 25, Duration.ofSeconds(2), new Rules.Debate(rounds, 0.66, List.of()));
        var aides = new Voting.Aides(new Judging((_, _) -> 0, () -> 7), vectors);
        return new Voting(stand.call("native", "adk", "loop", "rules"), TIERS, stand, rules, aides, _ -> 25).run();
    }

    private static String text(Answer answer) {
        return answer.message().text();
    }

    @Test
    void whatMeansTheSameIsOneAnswerAndTheBallotSaysSo() {
        stand.says("native", 10, "The shop ships quickly.").says("adk", 20, "Nobody knows that.");
        stand.says("loop", 30, "Fast delivery by the store.");

        Answer answer = vote();

        Ballot ballot = answer.provenance().vote();
        assertThat(text(answer)).isEqualTo("The shop ships quickly.");
        assertThat(ballot.votes()).extracting(Ballot.Vote::group).containsExactly(1, 2, 1);
        assertThat(ballot.votes().getFirst().confidence())
                .as("it is like the third")
                .isGreaterThan(0.45);
        assertThat(ballot.measure()).isEqualTo(Ballot.Measure.MEANING);
        assertThat(ballot.told()).endsWith("(2 of 3 say the same); texts were compared by meaning");
        assertThat(vectors.asked).hasSize(1);
    }

    @Test
    void whoeverTakesTheRunOverDoesNotAskAgain() {
        stand.says("native", 10, "The shop ships quickly.").says("adk", 20, "Nobody knows that.");
        stand.says("loop", 30, "Fast delivery by the store.");
        String said = text(vote());

        vectors.failure = new Failure.Overloaded("503", null);
        Answer again = vote();

        assertThat(text(again)).isEqualTo(said);
        assertThat(again.provenance().vote().measure()).isEqualTo(Ballot.Measure.MEANING);
        assertThat(vectors.asked).hasSize(1);
    }

    @Test
    void withoutVectorsTokensDecide() {
        vectors.failure = new Failure.OverBudget("nothing is left", null);
        stand.says("native", 10, "The shop ships quickly.").says("adk", 20, "Nobody knows that.");
        stand.says("loop", 30, "Fast delivery by the store.");

        assertThatThrownBy(this::vote).isInstanceOf(ControlFlow.NeedsHuman.class);

        assertThat(stand.passage.poll().votes().last().measure())
                .isEqualTo(new Ballot.Measure(
                        Ballot.Measure.By.TOKENS, "the embedding model was no help (over_budget: nothing is left)"));
    }

    @Test
    void aFurtherRoundAsksForNewTextsAlone() {
        rounds = 2;
        stand.says("native", 10, "The shop ships quickly.").says("adk", 10, "Nobody knows that.");
        stand.says("loop", 10, "Ask somebody else.");
        stand.says("native", 10, "The shop ships quickly.").says("adk", 10, "Fast delivery by the store.");
        stand.says("loop", 10, "Ask somebody else.");

        assertThat(text(vote())).isEqualTo("The shop ships quickly.");
        assertThat(vectors.asked)
                .containsExactly(
                        List.of("Ask somebody else.", "Nobody knows that.", "The shop ships quickly."),
                        List.of("Fast delivery by the store."));
    }

    @Test
    void proseInFieldsIsComparedByMeaningToo() {
        fields = true;
        stand.says("native", 1, "{\"ok\":true,\"why\":\"Every single shop in this town ships its parcels quickly.\"}")
                .says(
                        "adk",
                        1,
                        "{\"ok\":true,\"why\":\"Every single store in that city delivers packages very fast.\"}")
                .says("loop", 1, "{\"ok\":false,\"why\":\"Somebody said so on the phone this very morning.\"}");

        assertThat(text(vote()))
                .isEqualTo("{\"ok\":true,\"why\":\"Every single shop in this town ships its parcels quickly.\"}");
        assertThat(vectors.asked).hasSize(1);
        assertThat(vectors.asked.getFirst()).hasSize(3);
    }

    /// One voter's words would go out with the consent of another to other words.
    @Test
    void argumentsOfWhatActsAreNeverComparedByMeaning() {
        stand.asks("native", 1, "mail", "{\"to\":\"a\",\"text\":\"The shop in your town ships all parcels quickly.\"}")
                .asks(
                        "adk",
                        1,
                        "mail",
                        "{\"to\":\"a\",\"text\":\"The store in your city delivers all packages fast.\"}")
                .asks(
                        "loop",
                        1,
                        "mail",
                        "{\"to\":\"b\",\"text\":\"Somebody said so on the phone this very morning.\"}");

        assertThatThrownBy(this::vote)
                .isInstanceOf(ControlFlow.NeedsHuman.class)
                .hasMessageContaining("too few agree on call 1: mail.text");
        assertThat(stand.effects).isEmpty();
        assertThat(vectors.asked).isEmpty();
    }
}
