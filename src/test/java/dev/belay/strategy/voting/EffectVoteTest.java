package dev.belay.strategy.voting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.vote.Votes;
import dev.belay.journal.Entry;
import dev.belay.model.embedding.Embeddings;
import dev.belay.platform.Json;
import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import dev.belay.tier.Passage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectVoteTest {
    private final Stand stand = new Stand();
    private int acts = 25;
    private int turns = 25;

    private Answer vote() {
        var counting = new Rules.Counting(2, TieBreaker.CONFIDENCE, 0.8, false, Otherwise.BEST);
        var rules = new Rules(counting, 4, acts, Duration.ofSeconds(2), Rules.Debate.NONE);
        Arbiter nobody = (_, _) -> 0;
        return new Voting(
                        stand.call("native", "adk", "loop", "rules"),
                        List.of("native", "adk", "loop"),
                        stand,
                        rules,
                        new Voting.Aides(new Judging(nobody, () -> 7), Embeddings.NONE),
                        _ -> turns)
                .run();
    }

    private void allSay(String text) {
        stand.says("native", 1, text).says("adk", 1, text).says("loop", 1, text);
    }

    @Test
    void whatEnoughAskForIsDoneOnceAndAllGoOnFromItsResult() {
        stand.asks("native", 10, "pay", "{\"amount\":1,\"to\":\"a\"}")
                .asks("adk", 20, "pay", "{\"to\":\"a\",\"amount\":1.0}")
                .asks("loop", 30, "pay", "{\"to\":\"b\",\"amount\":1}");
        allSay("paid");

        Answer answer = vote();

        assertThat(answer.message().text()).isEqualTo("paid");
        assertThat(stand.effects).containsExactly("pay {\"amount\":1,\"to\":\"a\"} by native");
        assertThat(stand.passage.lines())
                .contains("1 native claimed: 3 of 3 ask for it, and 2 or more agree on each argument")
                .contains("4 native started: native votes, round 1");
        assertThat(stand.journal.transcript())
                .as("the call, its result, the answer")
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.10                                          | 1.1
                    2026-11-21                                    | 21 Nov 2026
                    two  blanks                                   | two blanks
                    Move all that is left from Alice to Bob today | Move all that is left from Bob to Alice today
                    """)
    void whatIsNotTheSameToWhoeverIsCalledIsNotDone(String one, String other) {
        stand.asks("native", 10, "deploy", Json.object().put("what", one).toString())
                .asks("adk", 20, "deploy", Json.object().put("what", other).toString())
                .falls("loop", 30);

        assertThatThrownBy(this::vote)
                .isInstanceOf(ControlFlow.NeedsHuman.class)
                .hasMessageContaining("too few agree on call 1: deploy.what")
                .hasMessageContaining("1) native: calls")
                .hasMessageContaining("2) adk: calls");
        assertThat(stand.effects).isEmpty();
    }

    @Test
    void argumentsAreVotedOnByThemselvesAndSomebodyMustHaveAskedForTheWhole() {
        stand.asks("native", 10, "pay", "{\"amount\":1,\"to\":\"x\"}")
                .asks("adk", 20, "pay", "{\"amount\":2,\"to\":\"a\"}")
                .asks("loop", 30, "pay", "{\"amount\":1,\"to\":\"a\"}");
        allSay("paid");

        vote();

        assertThat(stand.effects).containsExactly("pay {\"amount\":1,\"to\":\"a\"} by loop");
    }

    @Test
    void whatNobodyAskedForAsAWholeIsNotDone() {
        stand.asks("native", 10, "pay", "{\"amount\":1,\"to\":\"a\",\"when\":\"x\"}")
                .asks("adk", 20, "pay", "{\"amount\":1,\"to\":\"b\",\"when\":\"y\"}")
                .asks("loop", 30, "pay", "{\"amount\":2,\"to\":\"a\",\"when\":\"y\"}");

        assertThatThrownBy(this::vote)
                .isInstanceOf(ControlFlow.NeedsHuman.class)
                .hasMessageContaining("nobody asked for exactly");
        assertThat(stand.effects).isEmpty();
    }

    @Test
    void withoutConsensusAPersonIsAskedWhateverThePolicySays() {
        stand.asks("native", 10, "pay", "{\"amount\":1}")
                .asks("adk", 20, "pay", "{\"amount\":2}")
                .says("loop", 30, "I would not.");

        assertThatThrownBy(this::vote)
                .isInstanceOf(ControlFlow.NeedsHuman.class)
                .hasMessageContaining("too few agree on call 1: pay.amount")
                .hasMessageContaining("calls pay with {\"amount\":2}");
        assertThat(stand.effects).isEmpty();

        stand.passage.person(_ -> "2");
        allSay("paid");

        assertThat(vote().message().text()).isEqualTo("paid");
        assertThat(stand.effects).containsExactly("pay {\"amount\":2} by adk");
    }

    @Test
    void oneThatWouldActIsOutvotedByTwoThatAnswer() {
        stand.asks("native", 10, "pay", "{\"amount\":1}")
                .says("adk", 20, "No need.")
                .says("loop", 30, "No need.");

        assertThat(vote().message().text()).isEqualTo("No need.");
        assertThat(stand.effects).isEmpty();
    }

    @Test
    void asManyForActingAsForAnsweringIsNoConsensus() {
        stand.asks("native", 10, "pay", "{}").says("adk", 20, "No need.").falls("loop", 30);

        assertThatThrownBy(this::vote).isInstanceOf(ControlFlow.NeedsHuman.class);
        assertThat(stand.effects).isEmpty();
    }

    @Test
    void aDecisionIsVotedOnWithAllItsCalls() {
        stand.asks("native", 10, "pay", "{\"amount\":1}", "mail", "{}")
                .asks("adk", 20, "pay", "{\"amount\":1}")
                .asks("loop", 30, "pay", "{\"amount\":1}");
        allSay("paid");

        vote();

        assertThat(stand.effects).containsExactly("pay {\"amount\":1} by adk");
    }

    @Test
    void severalEffectsAreVotedOnOneAfterTheOther() {
        for (String amount : List.of("{\"amount\":1}", "{\"amount\":2}")) {
            stand.asks("native", 10, "pay", amount)
                    .asks("adk", 20, "pay", amount)
                    .asks("loop", 30, "pay", amount);
        }
        allSay("paid twice");

        vote();

        assertThat(stand.effects).containsExactly("pay {\"amount\":1} by native", "pay {\"amount\":2} by native");
    }

    private void allAskFor(String amount) {
        for (String tier : List.of("native", "adk", "loop")) {
            stand.asks(tier, 1, "pay", "{\"amount\":" + amount + "}");
        }
    }

    @Test
    void aRunThatWouldActForEverGoesOnBelowThoseThatVote() {
        acts = 2;
        List.of("1", "2", "3").forEach(this::allAskFor);

        assertThat(vote().message().text()).isEqualTo("by rule");
        assertThat(stand.effects).hasSize(2);
        assertThat(stand.passage.lines())
                .contains("7 native fell: bad_answer.too_many_turns: it was decided 2 times to act")
                .contains("fell native bad_answer.too_many_turns -> rules")
                .contains("fell adk bad_answer.too_many_turns -> rules");
        assertThat(stand.descents).containsExactly("below [loop, rules]");
    }

    @Test
    void whoeverWouldActOnceTooOftenDoesNotVoteAndTheOthersDo() {
        acts = 1;
        allAskFor("1");
        stand.asks("native", 1, "pay", "{\"amount\":2}").says("adk", 1, "paid").says("loop", 1, "paid");

        assertThat(vote().message().text()).isEqualTo("paid");
        assertThat(stand.effects).hasSize(1);
        assertThat(stand.passage.lines())
                .anyMatch(line -> line.contains("native did not vote (bad_answer.too_many_turns"));
    }

    @Test
    void whatWasDoneBeforeTheRunWasTakenOverCounts() {
        acts = 1;
        allAskFor("1");
        stand.stops("native", 1, new ControlFlow.Disowned("the process is gone"))
                .says("adk", 2, "paid")
                .says("loop", 2, "paid");
        assertThatThrownBy(this::vote).isInstanceOf(ControlFlow.Disowned.class);
        assertThat(stand.passage.poll().votes().acts()).isEqualTo(1);

        allAskFor("2");

        assertThat(vote().message().text()).isEqualTo("by rule");
        assertThat(stand.effects).hasSize(1);
    }

    @Test
    void theTurnsOfAVoterAreCountedOverAllVotes() {
        turns = 2;
        List.of("1", "2", "3").forEach(this::allAskFor);

        assertThat(vote().message().text()).isEqualTo("by rule");
        assertThat(stand.effects).hasSize(2);
        assertThat(stand.passage.lines())
                .contains("8 adk fell: bad_answer.too_many_turns: no answer after 2 model turns");
    }

    @Test
    void whoeverFellForWantOfAModelVotesAgainWhenTheRunHasGoneOn() {
        stand.asks("native", 10, "pay", "{\"amount\":1}")
                .asks("adk", 20, "pay", "{\"amount\":1}")
                .falls("loop", 30);
        stand.says("native", 1, "paid").says("adk", 1, "not sure").says("loop", 1, "paid");

        assertThat(vote().message().text()).isEqualTo("paid");
        assertThat(stand.passage.lines()).contains("6 loop started: loop votes, round 1");
    }

    @Test
    void whatWasDecidedBeforeACrashIsKeptAndDoneOnce() {
        stand.asks("native", 10, "pay", "{\"amount\":1}")
                .asks("adk", 20, "pay", "{\"amount\":1}")
                .falls("loop", 30);
        stand.stops("native", 1, new ControlFlow.Disowned("the process is gone"));
        stand.says("adk", 1, "paid").falls("loop", 1);
        assertThatThrownBy(this::vote).isInstanceOf(ControlFlow.Disowned.class);
        assertThat(stand.effects).hasSize(1);
        assertThat(stand.passage.poll().votes().state()).isEqualTo(Votes.State.NONE);

        allSay("paid");

        assertThat(vote().message().text()).isEqualTo("paid");
        assertThat(stand.effects).hasSize(1);
    }

    @Test
    void whatWasDecidedButNotDoneBeforeACrashIsDoneWithoutAnotherVote() {
        var stamp = new Entry.ModelStamp("m", "model-1");
        var message = new Message.Assistant("", List.of(new ToolCall("c", "pay", "{\"amount\":1}")));
        Passage.Part branch = stand.passage.part("adk", "it votes");
        stand.journal
                .branch(branch.number())
                .append(new Entry.Decision("adk", stamp, message, FinishReason.TOOL_CALLS, Usage.NONE, 1));
        branch.came(BranchStage.CLAIMED, "2 of 2 ask for it");
        allSay("paid");

        assertThat(vote().message().text()).isEqualTo("paid");
        assertThat(stand.effects).containsExactly("pay {\"amount\":1} by adk");
    }
}
