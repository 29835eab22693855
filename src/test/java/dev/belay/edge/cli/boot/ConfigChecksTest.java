package dev.belay.edge.cli.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.ConfigCheck;
import dev.belay.strategy.Strategies;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The checks of all features, as `belay config check` finds them.
class ConfigChecksTest {
    private static final List<ConfigCheck> CHECKS = ServiceLoader.load(ConfigCheck.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    /// Those that exist without being configured: `belay`, and `belay` by each strategy.
    private static final int POLICIES = 1 + Strategies.BUILT.size();

    @TempDir
    Path folder;

    @Test
    void everyMappingOfTheSourcesBelongsToACheck() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> mappings = files.filter(file -> file.toString().endsWith("Config.java"))
                    .filter(file -> text(file).contains("@ConfigMapping("))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();
            assertThat(CHECKS.stream().flatMap(check -> check.mappings().stream()))
                    .extracting(Class::getSimpleName)
                    .containsExactlyInAnyOrderElementsOf(mappings);
        }
    }

    @Test
    void defaultsAreSound() {
        assertThat(problems("{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                belay.models.m.base-url: ftp://x               | belay.models.m.base-url
                'belay.models.m: {base-url: "http://x", input-price: "1e-999999999"}' | belay.models.m.input-price
                'belay.budgets.limits.l: {per: caller, usd: "1e-999999999"}' | belay.budgets.limits.l.usd
                'belay.budgets.limits.l: {per: caller, of: key_ci, usd: 1}' | belay.budgets.limits.l.of
                'belay.budgets.limits.l: {per: policy, of: nobody, usd: 1}' | belay.budgets.limits.l.of
                belay.approval.cost-gate-usd: '1e-999999999'   | belay.approval.cost-gate-usd
                belay.rules.tax-rates.de: '1e-999999999'       | belay.rules.tax-rates.de
                belay.rules.currency-rates.usd: '1e999999999'  | belay.rules.currency-rates.usd
                belay.embedding.base-url: ftp://x              | belay.embedding.base-url
                belay.embedding.dimensions: 0                  | belay.embedding.dimensions
                belay.embedding.timeout: 0s                    | belay.embedding.timeout
                belay.embedding.max-texts: 9999                | belay.embedding.max-texts
                belay.embedding.input-price: -1                | belay.embedding.input-price
                'belay: {embedding: {base-url: "http://e/v1"}, models: {embedding: {base-url: "http://m/v1"}}}' | belay.models.embedding
                belay.strategies.voting.similarity: 1.5        | belay.strategies.voting.similarity
                belay.strategies.voting.policies.p.similarity: 0 | belay.strategies.voting.policies."p".similarity
                belay.routes.fast.models: nobody               | belay.routes.fast.models[0]
                belay.calls.retry.attempts: 9                  | belay.calls.retry.attempts
                'belay.tiers.order: [native, nativ]'           | belay.tiers.order[1]
                'belay.tiers.order: [native, native]'          | belay.tiers.order[1]
                belay.tiers.enabled.adkk: false                | belay.tiers.enabled.adkk
                belay.tiers.agent.max-turns: 0                 | belay.tiers.agent.max-turns
                belay.policies.p.strategy: rce                 | belay.policies."p".strategy
                belay.policies.p.route: nowhere                | belay.policies."p".route
                'belay.policies.p.tiers: [nativ]'              | belay.policies."p".tiers[0]
                belay.policies.p.deadline: 2h                  | belay.policies."p".deadline
                belay.gateway.max-runs: 0                      | belay.gateway.max-runs
                belay.load.caller-share: 1.5                   | belay.load.caller-share
                belay.load.queue: -1                           | belay.load.queue
                belay.policies.p.validate.pattern: '('         | belay.policies."p".validate.pattern
                belay.policies.p.validate.max-chars: 0         | belay.policies."p".validate.max-chars
                belay.tools.root: /nowhere/at/all              | belay.tools.root
                belay.tools.http-get.hosts: https://x.org/     | belay.tools.http-get.hosts[0]
                'belay.tools.http.t: {description: d, method: POST, url: "https://x.org/"}' | belay.tools.http.t.effect
                'belay.tools.http.t: {description: d, url: "nonsense"}' | belay.tools.http.t.url
                'belay.tools.http.t: {description: d, url: "https://x.org/", schema: "{"}' | belay.tools.http.t
                belay.tools.guard.default.tries: 0             | belay.tools.guard.default.tries
                belay.tools.guard.pay.timeout: 0s              | belay.tools.guard.pay.timeout
                belay.tools.guard.pay.breaker.failures: -1     | belay.tools.guard.pay.breaker.failures
                belay.tools.guard.pay.tires: 2                 | belay.tools.guard.pay.tires
                belay.tools.guard.escalate-after: -1           | belay.tools.guard.escalate-after
                belay.tools.cache.entries: -1                  | belay.tools.cache.entries
                'belay.tools.http.t: {description: d, method: POST, effect: unsafe, cache: true, url: "https://x.org/"}' | belay.tools.http.t.cache
                belay.strategies.by-kind.simple: smrat         | belay.strategies.by-kind.simple
                'belay.strategies: {by-kind: {a: smart}, smart: {first: {by-kind: {a: native, text-long: native, b: native}}}}' | belay.strategies.smart.first.by-kind.b
                belay.strategies.smart.first.by-kind.text: nativ | belay.strategies.smart.first.by-kind.text
                belay.rules.hours.opens: '09:00'               | belay.rules.hours.closes
                belay.rules.tax-rates.x: -1                    | belay.rules.tax-rates.x
                belay.auth.admin-key: short                    | belay.auth.admin-key
                belay.telemetry.lgos: json                     | belay.telemetry.lgos
                belay.modles.m.name: x                         | belay.modles.m.name
                """)
    void aWrongPropertyIsNamed(String yaml, String property) {
        assertThat(problems(yaml)).extracting(ConfigReport.Problem::property).containsExactly(property);
    }

    @Test
    void moreCallsThanAllowedAreRefusedWithTheArithmetic() {
        String models =
                "belay.models: {a: {base-url: 'http://h/'}, b: {base-url: 'http://h/'}, c: {base-url: 'http://h/'}}\n";
        String limit = "belay.gateway.max-calls-per-decision: ";
        // three models, three tries each, three tiers that ask models
        assertThat(problems(models + limit + 27)).isEmpty();
        assertThat(problems(models + limit + 26)).hasSize(POLICIES).allSatisfy(problem -> {
            assertThat(problem.property()).isEqualTo("belay.gateway.max-calls-per-decision");
            assertThat(problem.message()).contains("3 tiers (native, adk, loop) × 9 calls of route default = 27");
        });
        assertThat(problems(models + limit + 26 + "\nbelay.tiers.enabled.adk: false"))
                .isEmpty();
    }

    @Test
    void aRequestThatCanMultiplyIsRefusedWithTheArithmetic() {
        String model = "belay.models: {a: {base-url: 'http://h/'}}\n";
        String limit = "belay.gateway.max-calls-per-request: ";
        // three tries, twice for corrective turns, of 3 × 25 + 2 × 25 + 1 × 10 turns, twice in a race
        assertThat(problems(model + limit + 1620)).isEmpty();
        assertThat(problems(model + limit + 1619)).hasSize(POLICIES).allSatisfy(problem -> {
            assertThat(problem.property()).isEqualTo("belay.gateway.max-calls-per-request");
            assertThat(problem.message())
                    .contains("(native 3 × 25 + adk 2 × 25 + loop 1 × 10)", "by race", "3 calls", "= 1620");
        });
        String restarts =
                "\nquarkus: {fault-tolerance: {'dev.belay.tier.agent.NativeTier/attempt': {retry: {max-retries: 0}}}}";
        assertThat(problems(model + limit + 1020 + restarts)).isEmpty();
        assertThat(problems(model + limit + 1619 + restarts.replace("0", "-1"))).isNotEmpty();
    }

    @Test
    void theCandidateOfAnExperimentIsReckonedWithItsOwnRoute() {
        String yaml = """
                belay.models: {a: {base-url: 'http://h/'}, b: {base-url: 'http://h/'}}
                belay.routes: {default: {models: [a]}, both: {models: [a, b]}}
                belay.experiments: {wider: {candidate: {route: both}}}
                belay.gateway.max-calls-per-decision:\s""";
        assertThat(problems(yaml + 18)).isEmpty();
        assertThat(problems(yaml + 17)).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains(
                        "policy belay in the experiment wider",
                        "3 tiers (native, adk, loop) × 6 calls of route both = 18"));
    }

    @Test
    void personasAndTheirJudgeAreReckonedWith() {
        String yaml = """
                belay.models: {a: {base-url: 'http://h/'}}
                belay.policies: {critical: {strategy: voting}}
                belay.strategies.voting.personas: {x: {system: x}, y: {system: y}}
                belay.strategies.voting.policies: {critical: {panel: [x, y], on-no-consensus: judge}}
                belay.gateway.max-calls-per-decision:\s""";
        assertThat(problems(yaml + 21)).isEmpty();
        assertThat(problems(yaml + 20)).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains(
                        "policy critical",
                        "2 personas × 3 tiers (native, adk, loop) × 3 calls of route default, + 3 for a judge = 21"));
        assertThat(problems(yaml + "21\nbelay.strategies.voting.policies.critical.panel: [z]"))
                .as("a panel of nobody who is known breaks nothing here")
                .isNotEmpty();
    }

    @Test
    void aModelThatIsNotUsedIsAHint() {
        assertThat(report("belay.models.m.name: gpt").hints())
                .extracting(Object::toString)
                .containsExactly(
                        "belay.models.m.base-url: neither a base-url nor an api-key, so the model is not used");
    }

    private List<ConfigReport.Problem> problems(String yaml) {
        return report(yaml).problems();
    }

    private ConfigReport report(String yaml) {
        Path file = folder.resolve("belay.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConfigReport(() -> builder(file), CHECKS);
    }

    private static SmallRyeConfigBuilder builder(Path file) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withDefaultValue(ConfigFileSource.PROPERTY, file.toString())
                .withSources(new ConfigFileSource())
                .withConverter(Duration.class, 200, new DurationConverter());
        CHECKS.forEach(check -> check.mappings().forEach(builder::withMapping));
        return builder;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
