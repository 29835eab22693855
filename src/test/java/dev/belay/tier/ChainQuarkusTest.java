package dev.belay.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.support.PostgresResource;
import dev.belay.tier.support.Scene;
import dev.belay.tier.support.Stage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// The way down, through the real annotations and the real frameworks.
@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class ChainQuarkusTest extends ChainOnStage {
    @Test
    void fallsThroughEveryTierToTheRules() {
        scene.messages(CERTAIN);
        scene.model.script((_, _) -> overloaded());

        Answer answer = descend("native", "adk", "loop", "rules");

        assertThat(answer.message().text()).startsWith("ada@example.org is a well-formed e-mail address.");
        assertThat(answer.provenance().degradation().level()).isEqualTo("rules");
        assertThat(scene.model.asked()).isEqualTo(3);
        assertThat(scene.passage.lines())
                .containsExactly(
                        "begin native 1 at 0",
                        "failed native overloaded",
                        "settle",
                        "fell native overloaded -> adk",
                        "begin adk 2 at 1",
                        "failed adk overloaded",
                        "settle",
                        "fell adk overloaded -> loop",
                        "begin loop 3 at 2",
                        "failed loop overloaded",
                        "settle",
                        "fell loop overloaded -> rules",
                        "begin rules 4 at 3",
                        "held rules degraded");
    }

    @Test
    void endsWithWhatFailedAndNotWithWhatHadNoMatch() {
        scene.model.script((_, _) -> overloaded());

        Throwable thrown = catchThrowable(() -> descend("native", "nowhere", "rules"));

        assertThat(thrown).isInstanceOf(TierFailed.class);
        assertThat(((TierFailed) thrown).failure()).isInstanceOf(Failure.Overloaded.class);
        assertThat(((TierFailed) thrown).hint()).contains("whether an e-mail address is well-formed");
        assertThat(scene.passage.lines()).endsWith("failed rules no_match", "settle", "fell rules no_match -> null");
    }

    @Test
    void endsWithoutAMatchOnlyIfNothingElseFailed() {
        Throwable thrown = catchThrowable(() -> descend("rules"));

        assertThat(((TierFailed) thrown).failure()).isInstanceOf(Failure.NoMatch.class);
        assertThat(((TierFailed) thrown).hint()).isNull();
    }

    @Test
    void handsTheWorkFromTierToTier() {
        scene.model.script((decisions, ask) -> {
            boolean falls = decisions == 1 && tier(ask).equals("native")
                    || decisions == 2 && tier(ask).equals("adk");
            return falls ? overloaded() : CONVERSATION.get(decisions);
        });

        Answer answer = descend("native", "adk", "loop", "rules");

        assertThat(answer.message().text()).isEqualTo("done");
        assertThat(answer.provenance().tier()).isEqualTo("loop");
        assertThat(scene.tools.executed()).containsExactly("alpha(1)", "beta(2)", "gamma(3)", "alpha(4)");
        assertThat(scene.facts(Entry.Decision.class))
                .extracting(Entry.Decision::tier)
                .containsExactly("native", "adk", "loop", "loop");
    }

    @Test
    void takesTheOrderFromTheRequest() {
        scene.model.script((_, ask) -> tier(ask).equals("loop") ? overloaded() : new Message.Assistant("here"));

        assertThat(descend("loop", "native").provenance().tier()).isEqualTo("native");
        assertThat(scene.passage.lines()).contains("fell loop overloaded -> native");
    }

    @Test
    void passesOverATierThatIsNotThere() {
        scene.model.script(List.of(new Message.Assistant("here")));

        assertThat(descend("nowhere", "native").provenance().tier()).isEqualTo("native");
        assertThat(scene.passage.lines()).startsWith("fell nowhere unavailable -> native");
    }

    @Test
    void letsControlFlowOfADeeperTierThrough() {
        var asks = new ControlFlow.NeedsHuman("may it?", "alpha");
        scene.model.script((_, ask) -> {
            if (tier(ask).equals("native")) {
                return overloaded();
            }
            throw asks;
        });

        assertThatThrownBy(() -> descend("native", "adk", "loop")).isSameAs(asks);
        assertThat(scene.passage.lines()).noneMatch(line -> line.startsWith("fell adk"));
    }

    @Test
    void losesNobodyInACrowd() throws Exception {
        int crowd = 200;
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < crowd; n++) {
                Scene one = new Scene();
                one.messages(new Message.User("I am " + one.runId));
                one.model.script((decisions, ask) -> {
                    boolean falls = decisions == 1 && tier(ask).equals("native");
                    return falls ? overloaded() : decisions < 3 ? CONVERSATION.get(decisions) : own(one);
                });
                threads.submit(() -> check(one, wrong));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void check(Scene one, ConcurrentLinkedQueue<String> wrong) {
        try {
            Answer answer = strategies.find("sequential").answer(one.call("native", "adk", "rules"));
            boolean right = answer.message().equals(own(one))
                    && one.lastShown().contains("I am " + one.runId)
                    && one.tools.executed().equals(List.of("alpha(1)", "beta(2)", "gamma(3)", "alpha(4)"));
            if (!right) {
                wrong.add(one.runId + " got " + answer.message() + " after " + one.tools.executed());
            }
        } catch (RuntimeException e) {
            wrong.add(one.runId + ": " + e);
        }
    }

    private static Message.Assistant own(Scene scene) {
        return new Message.Assistant("for " + scene.runId);
    }
}
