package dev.belay.strategy.smart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Answer;
import dev.belay.exchange.message.Message;
import dev.belay.strategy.StrategyContract;
import dev.belay.support.PostgresResource;
import dev.belay.tier.support.Stage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class SmartStrategyQuarkusTest extends StrategyContract {
    @Override
    protected String id() {
        return "smart";
    }

    @Test
    void theTierThatFitsIsTriedFirstWhereverItStandsInTheChain() {
        scene.model.script(List.of(new Message.Assistant("done")));

        Answer answer = strategies.find(id()).answer(scene.call("loop", "adk", "native", "rules"));

        assertThat(answer.provenance().tier()).isEqualTo("native");
        assertThat(scene.passage.choices()).singleElement().satisfies(choice -> assertThat(choice.order())
                .containsExactly("native", "loop", "adk", "rules"));
    }
}
