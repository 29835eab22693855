package dev.belay.strategy.voting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Answer;
import dev.belay.exchange.vote.Ballot;
import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import dev.belay.tier.TierFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/// How often a vote on answers in free words comes to the right one, by tokens and by meaning. Each tier words what is
/// right in its own way, and is sometimes wrong in words that are nearly the same.
class LabelledMeaningTest {
    private static final Logger LOG = Logger.getLogger(LabelledMeaningTest.class);
    private static final List<String> TIERS = List.of("native", "adk", "loop");
    private static final int VOTES = 600;
    private static final double WRONG = 0.25;

    /// Right in three wordings, then wrong in three.
    private static final List<List<String>> CASES = List.of(
            List.of(
                    "The shop ships your parcel quickly, in 3 days.",
                    "Your package is delivered fast by the store, in 3 days.",
                    "In 3 days, the store sends the package, rapidly.",
                    "The shop ships your parcel quickly, in 5 days.",
                    "Your package is delivered fast by the store, in 3 weeks.",
                    "In 3 days, the store does not send the package, rapidly."),
            List.of(
                    "A customer may cancel the purchase.",
                    "Clients can terminate the purchase.",
                    "The purchase: a buyer may revoke it.",
                    "A customer may not cancel the purchase.",
                    "Clients can confirm the purchase.",
                    "The purchase: no buyer may revoke it."),
            List.of(
                    "Fix the fault in `read_order` before the release.",
                    "Before the release, repair the bug in `read_order`.",
                    "Mend the defect in `read_order`, before the release.",
                    "Fix the fault in `write_order` before the release.",
                    "After the release, repair the bug in `read_order`.",
                    "Mend the defect in `read_orders`, before the release."),
            List.of(
                    "The price of large cars will increase.",
                    "Big vehicles: the cost will increase.",
                    "The fee for huge automobiles increases.",
                    "The price of large cars will decrease.",
                    "Big vehicles: the cost will shrink.",
                    "The fee for huge automobiles falls."),
            List.of(
                    "The doctor helps in Lyon on Monday.",
                    "On Monday the physician assists in Lyon.",
                    "The doctor, on Monday: support in Lyon.",
                    "The doctor helps in Nice on Monday.",
                    "On Tuesday the physician assists in Lyon.",
                    "The doctor, on Monday: support in Paris."));

    /// What votes came to.
    ///
    /// @param mixed votes in which what is right and what is wrong were taken for one
    private record Score(int right, int wrong, int none, int mixed) {
        double share() {
            return (double) wrong / (right + wrong);
        }
    }

    @Test
    void meaningFindsMoreAgreementAndMakesNoneUp() {
        Score tokens = score(null);
        Score meaning = score(0.9);
        LOG.infof("%d votes on labelled answers: by tokens %s, by meaning %s", VOTES, tokens, meaning);

        assertThat(meaning.right()).isGreaterThan(tokens.right() * 3 / 2);
        assertThat(meaning.share()).as("of what was agreed on").isLessThanOrEqualTo(tokens.share());
        assertThat(meaning.mixed()).isZero();
    }

    private static Score score(Double similarity) {
        Map<String, Integer> counted = new TreeMap<>();
        for (int i = 0; i < VOTES; i++) {
            var random = new SplittableRandom(31L * i);
            List<String> one = CASES.get(i % CASES.size());
            Stand stand = new Stand();
            List<Boolean> labels = new ArrayList<>();
            for (String tier : TIERS) {
                int wording = random.nextInt(3);
                boolean wrong = random.nextDouble() < WRONG;
                labels.add(wrong);
                stand.says(tier, 1, one.get(wrong ? 3 + wording : wording));
            }
            counted.merge(came(stand, one, similarity), 1, Integer::sum);
            counted.merge("mixed", mixed(stand, labels), Integer::sum);
        }
        return new Score(
                counted.getOrDefault("right", 0),
                counted.getOrDefault("wrong", 0),
                counted.getOrDefault("none", 0),
                counted.get("mixed"));
    }

    private static int mixed(Stand stand, List<Boolean> labels) {
        Map<Integer, Boolean> labelled = new HashMap<>();
        List<Ballot.Vote> votes = stand.passage.poll().votes().last().votes();
        boolean mixed = false;
        for (int i = 0; i < votes.size(); i++) {
            Boolean before = labelled.put(votes.get(i).group(), labels.get(i));
            mixed |= before != null && !before.equals(labels.get(i));
        }
        return mixed ? 1 : 0;
    }

    private static String came(Stand stand, List<String> one, Double similarity) {
        var counting = new Rules.Counting(2, TieBreaker.CONFIDENCE, 0.8, false, Otherwise.FAIL, similarity);
        var rules = new Rules(counting, 4, 25, Duration.ofSeconds(2), Rules.Debate.NONE);
        var aides = new Voting.Aides(new Judging((_, _) -> 0, () -> 7), new Vectors());
        try {
            Answer answer =
                    new Voting(stand.call(TIERS.toArray(String[]::new)), TIERS, stand, rules, aides, _ -> 25).run();
            return one.indexOf(answer.message().text()) < 3 ? "right" : "wrong";
        } catch (TierFailed _) {
            return "none";
        }
    }
}
