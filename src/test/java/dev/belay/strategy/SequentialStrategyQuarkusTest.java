package dev.belay.strategy;

import dev.belay.support.PostgresResource;
import dev.belay.tier.support.Stage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class SequentialStrategyQuarkusTest extends StrategyContract {
    @Override
    protected String id() {
        return "sequential";
    }
}
