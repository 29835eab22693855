package dev.belay.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Caller;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Arc leaves every tool in, and its annotation is found behind proxies.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CatalogQuarkusTest {
    @Inject
    ToolCatalog catalog;

    @Inject
    ToolDoor door;

    @Test
    void theBuiltInToolsAreThere() {
        assertThat(catalog.list(Caller.LOCAL)).extracting(ToolDescription::name).contains("calculate", "current_time");
        assertThat(door.specs(List.of("calculate"), Caller.LOCAL)).hasSize(1);
    }
}
