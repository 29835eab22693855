package dev.belay.run.upkeep;

import dev.belay.journal.fence.OwnershipConfig;
import dev.belay.platform.Database;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Says whether every journaled run is in somebody's hands. Of the wellness group: it says something about the
/// installation, and no process gets better by being restarted or left without requests.
@Wellness
@ApplicationScoped
class RunsHealth implements HealthCheck {
    private final Database database;
    private final OwnershipConfig config;

    RunsHealth(Database database, OwnershipConfig config) {
        this.database = database;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("runs");
        try {
            Census census = Census.take(database, config.lease().multipliedBy(2));
            return response.status(census.inOrder())
                    .withData("abandoned", census.abandoned())
                    .withData("unasked", census.unasked())
                    .withData("waiting", census.waiting())
                    .withData("resting", census.resting())
                    .withData("for_caller", census.forCaller())
                    .withData("open_effects", census.open())
                    .build();
        } catch (SQLException _) {
            return response.down()
                    .withData("error", "the database did not answer")
                    .build();
        }
    }
}
