package dev.belay.edge.cli.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReportTest {
    @TempDir
    Path folder;

    @ConfigMapping(prefix = "belay.sample")
    public interface SampleConfig {
        int size();

        Optional<String> other();
    }

    static final class Sample implements ConfigCheck {
        @Override
        public List<Class<?>> mappings() {
            return List.of(SampleConfig.class);
        }

        @Override
        public List<Problem> problems(SmallRyeConfig config) {
            return List.of();
        }
    }

    @Test
    void theFileIsReadAndTheEnvironmentComesBeforeIt() throws IOException {
        SmallRyeConfig config = builder("belay:\n  sample:\n    size: 3\n    other: file\n")
                .withSources(new PropertiesConfigSource(
                        Map.of("belay.sample.other", "environment"), "like the environment", 300))
                .build();

        assertThat(config.getConfigMapping(SampleConfig.class).size()).isEqualTo(3);
        assertThat(config.getValue("belay.sample.other", String.class)).isEqualTo("environment");
    }

    @Test
    void aWrongValueIsNamed() {
        assertThat(problems("belay:\n  sample:\n    size: many\n"))
                .containsExactly(
                        new ConfigReport.Problem("belay.sample.size", "Expected an integer value, got \"many\""));
    }

    @Test
    void aMissingValueIsNamed() {
        assertThat(problems("quarkus:\n  other: 1\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.property()).isEqualTo("belay.sample.size"));
    }

    @Test
    void aPropertyThatNobodyKnowsIsNamed() {
        assertThat(problems("belay:\n  sample:\n    size: 1\n    sise: 1\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.property()).isEqualTo("belay.sample.sise"));
    }

    @Test
    void aSlipIsToldFromWhatItMeans() {
        assertThat(problems("belay:\n  sample:\n    size: 1\n    szie: 1\n  smaple:\n    size: 2\n  nothing: 1\n"))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "belay.sample.szie: there is no such property; did you mean belay.sample.size?",
                        "belay.smaple.size: there is no such property; did you mean belay.sample.size?",
                        "belay.nothing: there is no such property; docs/reference/configuration.md lists all");
    }

    @Test
    void theEnvironmentMayHoldWhatOthersPutThere() {
        Map<String, String> kubernetes =
                Map.of("BELAY_PORT", "tcp://10.0.0.1:80", "BELAY_SAMPLE_SERVICE_HOST", "10.0.0.1");
        ConfigReport report = new ConfigReport(
                () -> quietly("belay.sample.size: 1").withSources(new EnvConfigSource(kubernetes, 300)),
                List.of(new Sample()));

        assertThat(report.problems()).isEmpty();
    }

    @Test
    void namesMayBeWrittenWithDots() throws IOException {
        for (String yaml : List.of("belay.sample.size: 3", "belay:\n  sample.size: 3", "belay.sample:\n  size: 3")) {
            assertThat(builder(yaml)
                            .build()
                            .getConfigMapping(SampleConfig.class)
                            .size())
                    .isEqualTo(3);
        }
        assertThat(problems("belay.sample.size: 3\nbelay:\n  sample:\n    size: 4\n"))
                .singleElement()
                .asString()
                .contains("belay.sample.size is there twice");
    }

    @Test
    void aWordThatNobodyKnowsDoesNotHideTheRest() {
        ConfigCheck check = config -> List.of(new ConfigCheck.Problem("belay.sample.size", "is odd"));
        ConfigReport report = new ConfigReport(
                () -> quietly("belay:\n  sample:\n    size: 9\n    sise: 1\n"), List.of(new Sample(), check));

        assertThat(report.problems())
                .extracting(ConfigReport.Problem::property)
                .containsExactly("belay.sample.sise", "belay.sample.size");
    }

    @Test
    void aFileThatIsNotYamlIsNamed() {
        assertThat(problems("belay: [")).singleElement().satisfies(problem -> assertThat(problem.property())
                .isEqualTo("belay.config"));
    }

    @Test
    void checksOfFeaturesAreAsked() {
        ConfigCheck check =
                config -> config.getConfigMapping(SampleConfig.class).size() < 10
                        ? List.of(new ConfigCheck.Problem("belay.sample.size", "must be at least 10"))
                        : List.of();
        ConfigReport report =
                new ConfigReport(() -> quietly("belay:\n  sample:\n    size: 9\n"), List.of(new Sample(), check));

        assertThat(report.problems())
                .extracting(Object::toString)
                .containsExactly("belay.sample.size: must be at least 10");
    }

    private List<ConfigReport.Problem> problems(String yaml) {
        return new ConfigReport(() -> quietly(yaml), List.of(new Sample())).problems();
    }

    private SmallRyeConfigBuilder quietly(String yaml) {
        try {
            return builder(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SmallRyeConfigBuilder builder(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("a b.yaml"), yaml);
        return new SmallRyeConfigBuilder()
                .withDefaultValue(ConfigFileSource.PROPERTY, file.toString())
                .withSources(new ConfigFileSource())
                .withMapping(SampleConfig.class);
    }
}
