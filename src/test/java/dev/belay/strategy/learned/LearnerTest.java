package dev.belay.strategy.learned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Request;
import dev.belay.statistics.learning.Bandit;
import dev.belay.statistics.learning.Experience;
import dev.belay.statistics.learning.Knowledge;
import dev.belay.statistics.learning.LearningConfig.Order;
import dev.belay.tier.support.Calls;
import dev.belay.tier.support.RecordingPassage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private static final Knowledge LOOP_IS_BEST = new Knowledge(Map.of(
            new Knowledge.Place("native", "text", ""), attempts(100, 900),
            new Knowledge.Place("adk", "text", ""), attempts(500, 500),
            new Knowledge.Place("loop", "text", ""), attempts(900, 100)));

    private final RecordingPassage passage = new RecordingPassage();
    private final Request request = Calls.request(0, "hello");

    @Test
    void onPutsModelTiersInOrderAndLeavesOthersInTheirPlaces() {
        assertThat(tiers(Order.ON, request, "native", "rules", "adk", "loop"))
                .containsExactly("loop", "rules", "adk", "native");
        assertThat(passage.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.by()).isEqualTo("learning");
            assertThat(choice.applied()).isTrue();
            assertThat(choice.reason())
                    .isEqualTo("held loop 0.90 (1000), adk 0.50 (1000), native 0.10 (1000) for text tasks");
        });
    }

    @Test
    void suggestChangesNothing() {
        assertThat(tiers(Order.SUGGEST, request, "native", "adk", "loop")).containsExactly("native", "adk", "loop");
        assertThat(passage.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.applied()).isFalse();
            assertThat(choice.order()).containsExactly("loop", "adk", "native");
        });
    }

    @Test
    void offSaysNothing() {
        assertThat(tiers(Order.OFF, request, "native", "adk", "loop")).containsExactly("native", "adk", "loop");
        assertThat(passage.choices()).isEmpty();
    }

    @Test
    void anOrderThatTheRequestNamesIsNotTouched() {
        Request.Way way = request.way().marked(request.way().mark().inOrder());
        var ordered = new Request(request.conversation(), request.tools(), way, request.terms());
        assertThat(tiers(Order.ON, ordered, "native", "adk", "loop")).containsExactly("native", "adk", "loop");
        assertThat(passage.choices()).isEmpty();
    }

    @Test
    void aRunThatIsTakenOverKeepsWhatWasChosenWhateverIsConfiguredThere() {
        tiers(Order.ON, request, "native", "adk", "loop");
        assertThat(tiers(Order.OFF, request, "native", "loop", "rules")).containsExactly("loop", "native", "rules");
        assertThat(passage.choices()).hasSize(1);
    }

    @Test
    void oneTierAloneIsNoChoice() {
        assertThat(tiers(Order.ON, request, "native", "rules")).containsExactly("native", "rules");
        assertThat(passage.choices()).isEmpty();
    }

    private List<String> tiers(Order mode, Request asked, String... chain) {
        var bandit = new Bandit(new Bandit.Terms(0, 10, 0, 0, 0), new Random(7)::nextDouble);
        var learner = new Learner(mode, bandit, () -> LOOP_IS_BEST, Set.of("native", "adk", "loop")::contains);
        return learner.ordered(Calls.call(asked, passage, chain)).chain().tiers();
    }

    private static Experience attempts(double held, double fell) {
        return new Experience(held, fell, 0, held + fell, 0, 0, 0);
    }
}
