package dev.belay.tier;

import static dev.belay.tier.support.StageModel.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.message.Message;
import dev.belay.strategy.Strategies;
import dev.belay.strategy.UnknownStrategy;
import dev.belay.support.PostgresResource;
import dev.belay.tier.support.Scene;
import dev.belay.tier.support.Stage;
import dev.belay.tier.support.StageTools;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;

/// What there is to know about tiers and strategies from outside.
@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class TiersQuarkusTest extends ChainOnStage {
    @Inject
    Tiers tiers;

    @Inject
    CircuitBreakerMaintenance breakers;

    @Inject
    @Any
    Instance<Tier> beans;

    @Test
    void passesAnOpenBreaker() {
        try {
            for (int run = 0; run < 12; run++) {
                Scene broken = new Scene();
                broken.model.script((decisions, _) -> calls("c" + decisions + " alpha " + decisions));
                broken.tools.behave(StageTools::withoutContent);
                catchThrowable(() -> strategies.find("sequential").answer(broken.call("loop")));
            }
            scene.model.script(List.of(new Message.Assistant("here")));

            assertThat(descend("loop", "native").provenance().tier()).isEqualTo("native");
            assertThat(tiers.standings())
                    .filteredOn(tier -> tier.id().equals("loop"))
                    .extracting(Tiers.Standing::breaker)
                    .containsExactly("open");
            assertThat(scene.passage.lines())
                    .containsExactly(
                            "settle", "fell loop breaker_open -> native", "begin native 1 at 1", "held native");
        } finally {
            breakers.resetAll();
        }
    }

    @Test
    void tellsHowTiersAreDoing() {
        scene.model.script(List.of(new Message.Assistant("here")));
        descend("native");

        assertThat(tiers.order()).containsExactly("native", "adk", "loop", "rules");
        assertThat(tiers.standings()).extracting(Tiers.Standing::missing).containsOnlyNulls();
        Tiers.Standing first = tiers.standings().getFirst();
        assertThat(first.breaker()).isEqualTo("closed");
        assertThat(first.attempts().get(TierCounts.HELD)).isPositive();
        assertThat(tiers.standings())
                .filteredOn(tier -> tier.breaker() == null)
                .extracting(Tiers.Standing::id)
                .containsExactly("rules");
        assertThat(tiers.missing("nowhere")).contains("there are: native, adk, loop, code, rules");
    }

    @Test
    void namesTheStrategiesThatThereAre() {
        assertThatThrownBy(() -> strategies.find("luck"))
                .isInstanceOf(UnknownStrategy.class)
                .hasMessage("there is no strategy \"luck\"; there are: " + String.join(", ", strategies.ids()));
    }

    @Test
    void theTiersKnownBeforeThereAreBeansAreTheBeans() {
        Map<String, Boolean> asksModel = new TreeMap<>();
        beans.handlesStream().forEach(handle -> {
            String id = handle.get().id();
            assertThat(handle.getBean().getQualifiers()).contains(Identifier.Literal.of(id));
            asksModel.put(id, handle.get().needsModel());
        });

        assertThat(Tiers.KNOWN).containsExactlyInAnyOrderElementsOf(asksModel.keySet());
        assertThat(asksModel)
                .allSatisfy((id, asks) -> assertThat(Tiers.asksModel(id)).as(id).isEqualTo(asks));
    }

    @Test
    void theRetriesKnownBeforeThereAreBeansAreTheAnnotations() throws NoSuchMethodException {
        Map<String, Tiers.Restarts> annotated = new TreeMap<>();
        for (var handle : beans.handles()) {
            Class<?> type = handle.getBean().getBeanClass();
            Retry retry = type.getMethod("attempt", TierCall.class).getAnnotation(Retry.class);
            if (retry != null) {
                annotated.put(handle.get().id(), new Tiers.Restarts(type.getName(), retry.maxRetries()));
            }
        }
        assertThat(Tiers.RESTARTS).isEqualTo(annotated);
    }

    @Test
    void theStrategiesKnownBeforeThereAreBeansAreTheBeans() {
        assertThat(Strategies.BUILT)
                .containsExactlyInAnyOrderElementsOf(strategies.ids())
                .allSatisfy(id -> assertThat(strategies.find(id).id()).isEqualTo(id));
    }
}
