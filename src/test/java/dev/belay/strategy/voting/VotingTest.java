package dev.belay.strategy.voting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.vote.Ballot;
import dev.belay.model.embedding.Embeddings;
import dev.belay.platform.Json;
import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import dev.belay.tier.TierFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VotingTest {
    private final Stand stand = new Stand();
    private int needed = 2;
    private int workers = 4;
    private TieBreaker breaker = TieBreaker.CONFIDENCE;
    private boolean fields;
    private Otherwise otherwise = Otherwise.ASK;
    private Rules.Debate debate = Rules.Debate.NONE;
    /// What the judge was shown, and what it says.
    private final List<List<String>> judged = new ArrayList<>();
    private Arbiter arbiter = (_, candidates) -> {
        judged.add(candidates);
        return candidates.indexOf(candidates.stream().sorted().toList().getFirst());
    };

    private Answer vote(String... chain) {
        var counting = new Rules.Counting(needed, breaker, 0.8, fields, otherwise);
        var rules = new Rules(counting, workers, 25, Duration.ofSeconds(2), debate);
        List<String> live =
                List.of(chain).stream().filter(tier -> !tier.equals("rules")).toList();
        return new Voting(
                        stand.call(chain),
                        live,
                        stand,
                        rules,
                        new Voting.Aides(new Judging(arbiter, () -> 7), Embeddings.NONE),
                        _ -> 25)
                .run();
    }

    private Answer three() {
        return vote("native", "adk", "loop", "rules");
    }

    private static String text(Answer answer) {
        return answer.message().text();
    }

    @Test
    void whatEnoughSayIsTheAnswer() {
        stand.says("native", 10, "Rome").says("adk", 500, "It is Paris.").says("loop", 30, "Paris");

        Answer answer = three();

        assertThat(text(answer)).isEqualTo("It is Paris.");
        assertThat(stand.millis()).as("everybody is heard").isEqualTo(500);
        Ballot ballot = answer.provenance().vote();
        assertThat(ballot.agreement()).isEqualTo(2.0 / 3);
        assertThat(ballot.votes()).extracting(Ballot.Vote::group).containsExactly(2, 1, 1);
        assertThat(ballot.votes()).extracting(Ballot.Vote::confidence).containsExactly(0.0, 0.5, 0.5);
        assertThat(stand.passage.lines())
                .contains(
                        "vote on the answer: adk and loop agree against native (2 of 3 say the same)",
                        "2 adk won: 2 of 3 say the same",
                        "1 native cancelled: the run does not go on in it");
        assertThat(stand.journal.transcript()).containsExactly(new Message.Assistant("It is Paris."));
    }

    @Test
    void whoFellDoesNotVoteAndIsNamed() {
        stand.falls("native", 10).says("adk", 20, "Paris").says("loop", 30, "Paris");

        Answer answer = three();

        assertThat(answer.provenance().vote().told()).contains("native did not vote (overloaded: 503)");
        assertThat(answer.provenance().vote().agreement()).isEqualTo(1);
    }

    @Test
    void oneThatFellIsReplaced() {
        workers = 2;
        stand.falls("native", 10)
                .says("adk", 20, "Paris")
                .says("loop", 30, "Paris")
                .says("code", 1, "Rome");

        assertThat(text(vote("native", "adk", "loop", "code"))).isEqualTo("Paris");
        assertThat(stand.asked).doesNotContainKey("code");
    }

    @ParameterizedTest
    @CsvSource({"LONGEST,It is a red apple.", "SHORTEST,Red apple"})
    void whatAPersonChoosesIsWhatWasShown(TieBreaker by, String shown) {
        needed = 4;
        workers = 6;
        breaker = by;
        stand.says("native", 10, "The red apple.")
                .says("adk", 20, "It is a red apple.")
                .says("code", 30, "Red apple");
        stand.says("loop", 40, "Sky").says("extra", 50, "The sky").says("more", 60, "It is the sky.");
        List<String> asked = new ArrayList<>();
        stand.passage.person(question -> {
            asked.add(question);
            return "1";
        });

        Answer answer = vote("native", "adk", "code", "loop", "extra", "more");

        assertThat(asked.getLast()).contains("1) native, adk, code: " + shown + "\n");
        assertThat(text(answer)).isEqualTo(shown);
    }

    @Test
    void whatWasShownIsReadBackAndABallotOfAnEarlierReleaseHasTheFirstOfItsGroup() {
        var votes = List.of(
                new Ballot.Vote(1, "native", "native", 1, 0.5, null, null),
                new Ballot.Vote(2, "adk", "adk", 1, 0.5, null, null),
                new Ballot.Vote(3, "loop", "loop", 2, 0.5, null, null),
                new Ballot.Vote(4, "code", "code", 2, 0.5, null, null, true));
        String written = Json.write(new Ballot(Ballot.Subject.ANSWER, votes, 3, 0, 1, "too few", null));

        Ballot ballot = Json.read(written, Ballot.class);

        assertThat(Question.chosen("1.", ballot)).contains(votes.getFirst());
        assertThat(Question.chosen("2", ballot)).contains(votes.getLast());
        assertThat(Question.chosen("3", ballot)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LONGEST,red apple", "SHORTEST,sky", "FIRST,sky", "CONFIDENCE,red apple"})
    void tiesAreBroken(TieBreaker by, String chosen) {
        breaker = by;
        stand.says("native", 40, "red apple").says("adk", 30, "red apple");
        stand.says("loop", 20, "sky").says("code", 10, "sky");

        Answer answer = vote("native", "adk", "loop", "code");

        assertThat(text(answer)).isEqualTo(chosen);
        assertThat(answer.provenance().vote().how()).endsWith(by.name().toLowerCase() + " decides");
    }

    @Test
    void orByAJudgeWhoSeesThemBlindAndShuffled() {
        breaker = TieBreaker.JUDGE;
        stand.says("native", 40, "red")
                .says("adk", 30, "red")
                .says("loop", 20, "blue")
                .says("code", 10, "blue");

        Answer answer = vote("native", "adk", "loop", "code");

        assertThat(text(answer)).isEqualTo("blue");
        assertThat(judged).hasSize(1);
        assertThat(judged.getFirst()).containsExactlyInAnyOrder("red", "blue");
        assertThat(answer.provenance().vote().seed()).isEqualTo(7);
    }

    @Test
    void aJudgeThatFellLeavesItToTheMeasure() {
        breaker = TieBreaker.JUDGE;
        arbiter = (_, _) -> {
            throw new TierFailed(new Failure.Overloaded("503", null));
        };
        stand.says("native", 40, "red")
                .says("adk", 30, "red")
                .says("loop", 20, "blue")
                .says("code", 10, "blue");

        assertThat(vote("native", "adk", "loop", "code").provenance().vote().how())
                .isEqualTo("the judge did not choose (overloaded); how alike they are decides");
    }

    @Test
    void whatTheFieldsComeToHasToBeAnAnswerToo() {
        fields = true;
        stand.format = new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "sum", """
                {"not": {"properties": {"a": {"const": 1}, "b": {"const": 1}, "c": {"const": 1}}}}""", true);
        stand.says("native", 10, "{\"a\":1,\"b\":1,\"c\":2}")
                .says("adk", 20, "{\"a\":1,\"b\":2,\"c\":1}")
                .says("loop", 30, "{\"a\":2,\"b\":1,\"c\":1}");

        assertThatThrownBy(this::three)
                .isInstanceOf(ControlFlow.NeedsHuman.class)
                .hasMessageContaining("what the votes on the fields come to is no answer")
                .hasMessageContaining("does not match the JSON schema");
    }

    @Test
    void fieldsOfJsonAreVotedOnByThemselves() {
        fields = true;
        stand.says("native", 1, "{\"a\":1,\"b\":2}")
                .says("adk", 1, "{\"a\":1,\"b\":3}")
                .says("loop", 1, "{\"a\":9,\"b\":3.0}");
        assertThat(text(three())).isEqualTo("{\"a\":1,\"b\":3}");
    }

    @Test
    void anAnswerThatNobodyGaveAsAWholeIsPutTogether() {
        fields = true;
        stand.says("native", 1, "{\"a\":1,\"b\":2,\"c\":1}")
                .says("adk", 1, "{\"a\":1,\"b\":3,\"c\":2}")
                .says("loop", 1, "{\"a\":9,\"b\":2,\"c\":2}");

        assertThat(text(three())).isEqualTo("{\"a\":1,\"b\":2,\"c\":2}");
        assertThat(stand.journal.openDecision()).isNull();
        assertThat(stand.passage.poll().votes().said()).isEqualTo(new Message.Assistant("{\"a\":1,\"b\":2,\"c\":2}"));
    }

    @Test
    void withoutConsensusAPersonIsAskedWithTheOptionsSideBySide() {
        stand.says("native", 10, "Rome").says("adk", 20, "Paris").says("loop", 30, "Oslo");

        assertThatThrownBy(this::three)
                .isInstanceOf(ControlFlow.NeedsHuman.class)
                .hasMessageContaining("1) native: Rome")
                .hasMessageContaining("2) adk: Paris")
                .hasMessageContaining("3) loop: Oslo");

        stand.passage.person(_ -> "2");
        Answer answer = three();

        assertThat(text(answer)).as("nobody is asked anew").isEqualTo("Paris");
        assertThat(answer.provenance().tier()).isEqualTo("adk");
        assertThat(stand.passage.lines()).contains("2 adk won: a person chose it");
    }

    @Test
    void orAnswersInWordsOfTheirOwn() {
        stand.says("native", 10, "Rome").says("adk", 20, "Paris").falls("loop", 30);
        stand.passage.person(_ -> "It is Bern.");

        Answer answer = three();

        assertThat(text(answer)).isEqualTo("It is Bern.");
        assertThat(answer.provenance().tier()).isEqualTo("person");
    }

    @Test
    void orTheBestIsTakenOrAJudgeChoosesOrItFails() {
        stand.says("native", 10, "red apple").says("adk", 20, "green apple").says("loop", 30, "sky");
        otherwise = Otherwise.BEST;
        assertThat(text(three())).isEqualTo("red apple");

        Stand second =
                new Stand().says("native", 10, "Rome").says("adk", 20, "Paris").says("loop", 30, "Oslo");
        otherwise = Otherwise.JUDGE;
        assertThat(text(on(second))).isEqualTo("Oslo");

        Stand third =
                new Stand().says("native", 10, "Rome").says("adk", 20, "Paris").says("loop", 30, "Oslo");
        otherwise = Otherwise.FAIL;
        assertThatThrownBy(() -> on(third)).isInstanceOf(TierFailed.class).hasMessageContaining("do not agree");
    }

    private Answer on(Stand other) {
        var counting = new Rules.Counting(needed, breaker, 0.8, fields, otherwise);
        var rules = new Rules(counting, workers, 25, Duration.ofSeconds(2), debate);
        List<String> live = List.of("native", "adk", "loop");
        return new Voting(
                        other.call("native", "adk", "loop"),
                        live,
                        other,
                        rules,
                        new Voting.Aides(new Judging(arbiter, () -> 7), Embeddings.NONE),
                        _ -> 25)
                .run();
    }

    @Test
    void oneThatIsLeftIsNoConsensusUnlessOneIsEnough() {
        stand.falls("native", 10).falls("adk", 20).says("loop", 30, "Paris");
        assertThatThrownBy(this::three).isInstanceOf(ControlFlow.NeedsHuman.class);

        needed = 1;
        Stand second = new Stand().falls("native", 10).falls("adk", 20).says("loop", 30, "Paris");
        assertThat(text(on(second))).isEqualTo("Paris");
    }

    @Test
    void whenAllFallTheRestOfTheChainFollows() {
        stand.falls("native", 10).falls("adk", 20).falls("loop", 30);

        assertThat(three().provenance().tier()).isEqualTo("rules");
        assertThat(stand.passage.lines()).contains("fell native overloaded -> rules");
    }

    @Test
    void whenTimeIsShortTheVoteIsTakenAmongThoseThatHaveAnswered() {
        stand.says("native", 10, "Paris").says("adk", 20, "Paris").says("loop", 500_000, "Rome");

        Answer answer = three();

        assertThat(text(answer)).isEqualTo("Paris");
        assertThat(stand.millis()).isEqualTo(57_001);
        assertThat(answer.provenance().vote().told()).contains("loop did not vote (it was too late)");
    }

    @Test
    void aCancelledRunStops() {
        stand.says("native", 10, "Paris").says("adk", 20, "Paris").says("loop", 30, "Paris");
        stand.cancellation.cancel("the caller left");

        assertThatThrownBy(this::three)
                .isInstanceOf(ControlFlow.Cancelled.class)
                .hasMessage("the caller left");
    }

    @Test
    void whatStopsOneStopsTheRunOnlyIfTheOthersDoNotAgree() {
        var stop = new ControlFlow.BudgetStopped("no more");
        stand.stops("native", 10, stop).says("adk", 20, "Paris").says("loop", 30, "Paris");
        assertThat(text(three())).isEqualTo("Paris");

        Stand second =
                new Stand().stops("native", 10, stop).says("adk", 20, "Paris").says("loop", 30, "Rome");
        assertThatThrownBy(() -> on(second)).isSameAs(stop);
    }

    @Test
    void callsForTheCallerAreVotedOnAsAnswers() {
        var calls = new ControlFlow.ClientToolCalls(Stand.answer("adk", call("{\"x\":1}")));
        var same = new ControlFlow.ClientToolCalls(Stand.answer("loop", call("{\"x\":1.0}")));
        stand.says("native", 10, "no").stops("adk", 20, calls).stops("loop", 30, same);

        assertThatThrownBy(this::three).isInstanceOfSatisfying(ControlFlow.ClientToolCalls.class, flow -> {
            assertThat(flow.message()).isEqualTo(call("{\"x\":1}"));
            assertThat(flow.answer().provenance().vote().chosen()).isEqualTo(1);
        });
    }

    private static Message.Assistant call(String arguments) {
        return new Message.Assistant("", List.of(new dev.belay.exchange.message.ToolCall("c", "theirs", arguments)));
    }
}
