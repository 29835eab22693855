package dev.belay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule holds for Belay, and each rule bites.
class ArchitectureTest {
    private static final Map<String, ArchRule> RULES = HouseRules.all();
    private static final JavaClasses BELAY = new ClassFileImporter().importPath(Path.of("target/classes"));

    static Stream<String> names() {
        return RULES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void holds(String name) {
        RULES.get(name).check(BELAY);
    }

    @ParameterizedTest
    @MethodSource("names")
    void bites(String name, @TempDir Path scratch) {
        JavaClasses bad = BadFixture.of(name).compile(scratch);
        assertThat(RULES.get(name).evaluate(bad).hasViolation())
                .as("the rule %s finds what is wrong with its fixture", name)
                .isTrue();
    }

    @Test
    void everyFixtureBelongsToARule() {
        assertThat(BadFixture.names()).isEqualTo(RULES.keySet());
    }
}
