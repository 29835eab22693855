package dev.belay.strategy.voting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.airline.Recording;
import dev.belay.exchange.Answer;
import dev.belay.model.embedding.Embeddings;
import dev.belay.platform.Json;
import dev.belay.strategy.voting.count.Meaning;
import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/// How often a vote is right, against each tier alone. The labels are the arguments of recorded calls. Each
/// tier spells them in its own way, and is wrong in some of them: mostly by itself, sometimes as another
/// one is.
class LabelledVoteTest {
    private static final Logger LOG = Logger.getLogger(LabelledVoteTest.class);
    private static final List<String> TIERS = List.of("native", "adk", "loop");
    /// How often each is wrong.
    private static final Map<String, Double> WRONG = Map.of("native", 0.15, "adk", 0.25, "loop", 0.35);
    /// How often one that is wrong makes the mistake that others make, too.
    private static final double ALIKE = 0.3;
    private static final int MOST = 1_000;

    @Test
    void aVoteIsRightMoreOftenThanAnyTier() {
        Recording.orSkip();
        List<String> labels = Recording.withCalls(1).stream()
                .flatMap(recording -> recording.calls().stream())
                .map(Recording.Call::arguments)
                .filter(arguments -> Json.tree(arguments).size() > 0)
                .limit(MOST)
                .toList();
        for (boolean fields : new boolean[] {false, true}) {
            Map<String, Integer> right = score(labels, fields);
            LOG.infof("%d labelled answers, %s: right %s", labels.size(), fields ? "by field" : "by whole", right);
            for (String tier : TIERS) {
                assertThat(right.get("vote")).as("vote against %s", tier).isGreaterThan(right.get(tier));
            }
        }
    }

    private static Map<String, Integer> score(List<String> labels, boolean fields) {
        Map<String, Integer> right = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            Stand stand = new Stand();
            for (String tier : TIERS) {
                String said = said(labels.get(i), tier, i);
                stand.says(tier, 1, said);
                right.merge(tier, same(said, labels.get(i)), Integer::sum);
            }
            right.merge("vote", same(vote(stand, fields).message().text(), labels.get(i)), Integer::sum);
        }
        return right;
    }

    private static Answer vote(Stand stand, boolean fields) {
        var counting = new Rules.Counting(2, TieBreaker.CONFIDENCE, 0.8, fields, Otherwise.BEST);
        var rules = new Rules(counting, 4, 25, Duration.ofSeconds(2), Rules.Debate.NONE);
        var nobody = new Voting.Aides(new Judging((_, _) -> 0, () -> 7), Embeddings.NONE);
        return new Voting(stand.call(TIERS.toArray(String[]::new)), TIERS, stand, rules, nobody, _ -> 25).run();
    }

    private static int same(String said, String label) {
        return Meaning.of(said, true).equals(Meaning.of(label, true)) ? 1 : 0;
    }

    private static String said(String label, String tier, int number) {
        var random = new SplittableRandom(31L * number + tier.hashCode());
        ObjectNode answer = (ObjectNode) Json.tree(label);
        if (random.nextDouble() < WRONG.get(tier)) {
            boolean alike = random.nextDouble() < ALIKE;
            List<String> names = new ArrayList<>();
            answer.fieldNames().forEachRemaining(names::add);
            String name = names.get(alike ? 0 : random.nextInt(names.size()));
            answer.set(name, wrong(answer.get(name), alike ? "common" : tier));
        }
        return switch (tier) {
            case "native" -> answer.toString();
            case "adk" -> "```json\n" + answer.toPrettyString() + "\n```";
            default -> turned(answer).toString();
        };
    }

    private static JsonNode wrong(JsonNode value, String how) {
        return value.isNumber()
                ? Json.object().numberNode(value.asLong() + how.length())
                : Json.object().textNode(value.asText() + " " + how);
    }

    /// With the fields the other way round.
    private static ObjectNode turned(ObjectNode answer) {
        List<String> names = new ArrayList<>();
        answer.fieldNames().forEachRemaining(names::add);
        ObjectNode turned = Json.object();
        names.reversed().forEach(name -> turned.set(name, answer.get(name)));
        return turned;
    }
}
