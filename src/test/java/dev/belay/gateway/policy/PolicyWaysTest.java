package dev.belay.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.health.Subject;
import dev.belay.statistics.alert.LiveWays.Way;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyWaysTest {

    @Test
    void policiesThatAskTheSameModelsInTheSameTiersGoOneWay() {
        var ways = new PolicyWays(
                policies(Map.of(
                        "belay.policies.acme.route", "cheap",
                        "belay.policies.zoo.tiers", "loop,rules")),
                Map.of("default", List.of("primary", "secondary"), "cheap", List.of("small"))::get,
                chain -> chain.isEmpty() ? List.of("native", "loop") : List.of("loop"));

        List<Subject> models = List.of(Subject.model("primary"), Subject.model("secondary"));
        List<Subject> tiers = List.of(Subject.tier("loop"), Subject.tier("native"));
        assertThat(ways.all())
                .containsExactly(
                        new Way(List.of("acme"), List.of(Subject.model("small")), tiers),
                        new Way(
                                List.of("belay", "belay/race", "belay/sequential", "belay/smart", "belay/voting"),
                                models,
                                tiers),
                        new Way(List.of("zoo"), models, List.of(Subject.tier("loop"))));
    }

    private static Policies policies(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(PoliciesConfig.class)
                .build();
        return new Policies(config.getConfigMapping(PoliciesConfig.class).policies());
    }
}
