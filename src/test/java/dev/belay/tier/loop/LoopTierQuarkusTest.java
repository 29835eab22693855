package dev.belay.tier.loop;

import dev.belay.support.PostgresResource;
import dev.belay.tier.TierContract;
import dev.belay.tier.support.Stage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class LoopTierQuarkusTest extends TierContract {
    @Override
    public String id() {
        return LoopTier.ID;
    }

    @Override
    public int retries() {
        return 0;
    }
}
