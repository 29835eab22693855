package dev.belay.strategy.race;

import static dev.belay.tier.support.StageModel.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.exchange.Answer;
import dev.belay.exchange.message.Message;
import dev.belay.strategy.StrategyContract;
import dev.belay.support.PostgresResource;
import dev.belay.tier.support.Scene;
import dev.belay.tier.support.Stage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class RaceStrategyQuarkusTest extends StrategyContract {
    private static final int RUNS = 1_000;
    private static final int AT_ONCE = 16;

    @Override
    protected String id() {
        return "race";
    }

    @Test
    void whoeverAnswersFirstLeavesTheOthersNoTime() {
        CountDownLatch others = new CountDownLatch(2);
        scene.model.script((_, ask) -> {
            if (tier(ask).equals("adk")) {
                await().until(() -> others.getCount() == 0);
                return new Message.Assistant("done");
            }
            others.countDown();
            return silence(ask.cancellation());
        });

        assertThat(answer(scene).provenance().tier()).isEqualTo("adk");
        assertThat(scene.passage.lines())
                .contains("2 adk won: its answer is the first valid one")
                .filteredOn(line -> line.contains("cancelled: the run goes on in branch 2"))
                .hasSize(2);
    }

    @Test
    void goesOnInTheBranchThatActedBefore() {
        scene.passage.bind("adk");
        scene.model.script(List.of(new Message.Assistant("done")));

        assertThat(answer(scene).provenance().tier()).isEqualTo("adk");
        assertThat(scene.model.asked()).isEqualTo(1);
    }

    /// Every tier would act in its own way, at a time of its own: the tools count what is really executed.
    @Test
    void noLoserActsInAThousandRuns() throws Exception {
        List<Future<String>> runs = new ArrayList<>();
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            for (int seed = 0; seed < RUNS; seed++) {
                long own = seed;
                runs.add(threads.submit(() -> wrong(own)));
            }
        }
        for (Future<String> run : runs) {
            assertThat(run.get()).isEmpty();
        }
    }

    /// @return what is wrong with the run; empty if nothing is
    private String wrong(long seed) {
        Scene one = new Scene();
        one.tools.haveEffects();
        one.model.script((decisions, ask) -> {
            Random random = new Random(31 * (31 * seed + tier(ask).hashCode()) + decisions);
            for (int turns = random.nextInt(50); turns > 0; turns--) {
                Thread.yield();
            }
            return decisions < 1 + random.nextInt(3)
                    ? calls("c" + decisions + " alpha " + tier(ask) + decisions)
                    : new Message.Assistant("by " + tier(ask));
        });
        Answer answer = answer(one);
        List<String> executed = one.tools.executed();
        String winner = answer.provenance().tier();
        boolean right = executed.stream().distinct().count() == executed.size()
                && executed.stream().allMatch(act -> act.startsWith("alpha(" + winner));
        return right && !executed.isEmpty() ? "" : "seed " + seed + ": " + winner + " answered after " + executed;
    }
}
