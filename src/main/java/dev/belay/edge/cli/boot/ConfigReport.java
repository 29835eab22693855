package dev.belay.edge.cli.boot;

import dev.belay.platform.ConfigCheck;
import io.quarkus.runtime.configuration.AbstractConfigBuilder;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with the configuration that this process would start with.
public final class ConfigReport {
    /// Written by Quarkus' build: the sources and mappings of the application.
    private static final String SOURCES_AND_MAPPINGS = "io.quarkus.runtime.generated.RunTimeConfig";

    private static final Pattern CODE =
            Pattern.compile("(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error): |SRCFG\\d{5}: ");
    private static final Pattern CONVERTED = Pattern.compile(
            "The config property (\\S+) with the config value .* whilst being converted *(.*)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("(?:[Pp]roperty |^)([a-z][\\w-]*(?:\\.[\\w\"\\[\\]/-]+)+)");

    /// How the configuration library tells of a property that no mapping knows.
    private static final Pattern STRANGE = Pattern.compile("(\\S+) in .* does not map to any root", Pattern.DOTALL);

    private final Supplier<SmallRyeConfigBuilder> building;
    private final List<ConfigCheck> checks;
    private final Words words;

    ConfigReport(Supplier<SmallRyeConfigBuilder> building, List<ConfigCheck> checks) {
        this.building = building;
        this.checks = checks;
        this.words = new Words(
                checks.stream().flatMap(check -> check.mappings().stream()).toList());
    }

    public static ConfigReport ofProcess() {
        List<ConfigCheck> checks = new ArrayList<>();
        ServiceLoader.load(ConfigCheck.class).forEach(checks::add);
        return new ConfigReport(ConfigReport::builder, checks);
    }

    /// Everything that is wrong; empty if nothing is. Where a type is wrong or a value missing, what the checks of the
    /// features would say is not known yet.
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        SmallRyeConfig config;
        try {
            config = building.get().build();
        } catch (ConfigValidationException e) {
            for (int i = 0; i < e.getProblemCount(); i++) {
                problems.add(named(e.getProblem(i).getMessage()));
            }
            config = lenient();
        } catch (RuntimeException e) {
            return List.of(read(String.valueOf(e.getMessage())));
        }
        if (config != null) {
            words.strangers(config).forEach(name -> problems.add(strange(name)));
            for (ConfigCheck check : checks) {
                check.problems(config).forEach(problem -> problems.add(Problem.of(problem)));
            }
        }
        return problems.stream().distinct().toList();
    }

    /// What is probably not meant; empty if nothing, or if there are problems.
    public List<Problem> hints() {
        SmallRyeConfig config = lenient();
        return config == null
                ? List.of()
                : checks.stream()
                        .flatMap(check -> check.hints(config).stream())
                        .map(Problem::of)
                        .toList();
    }

    /// The configuration without what nobody knows, or `null` if more is wrong with it.
    private SmallRyeConfig lenient() {
        try {
            return building.get().withValidateUnknown(false).build();
        } catch (RuntimeException _) {
            return null; // told by the strict one
        }
    }

    private Problem named(String message) {
        String plain = CODE.matcher(message).replaceAll("").strip();
        Matcher strange = STRANGE.matcher(plain);
        return strange.matches() ? strange(strange.group(1)) : read(message);
    }

    private Problem strange(String name) {
        String guess = words.nearest(name)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; docs/reference/configuration.md lists all");
        return new Problem(name, "there is no such property" + guess);
    }

    /// A problem with the property at fault, as far as the message of the configuration library names one.
    static Problem read(String message) {
        String plain = CODE.matcher(message).replaceAll("").strip();
        Matcher converted = CONVERTED.matcher(plain);
        if (converted.matches()) {
            return new Problem(converted.group(1), converted.group(2));
        }
        Matcher name = NAME.matcher(plain);
        return new Problem(name.find() ? name.group(1) : "", plain);
    }

    private static SmallRyeConfigBuilder builder() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        AbstractConfigBuilder.withCustomizer(builder, SOURCES_AND_MAPPINGS);
        return builder;
    }

    /// @param property at fault; empty if it is not known
    public record Problem(String property, String message) {
        private static Problem of(ConfigCheck.Problem found) {
            return new Problem(found.property(), found.message());
        }

        @Override
        public String toString() {
            return property.isEmpty() || message.contains(property) ? message : property + ": " + message;
        }
    }
}
