package dev.belay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;

/// A small program that breaks one rule. All of them stand in one text file, so that no framework ever scans them:
/// a line `=== rule: path/of/File.java` begins a source file of the fixture of that rule.
final class BadFixture {
    private static final Path ALL = Path.of("src/test/resources/architecture/bad-fixtures.txt");

    private final Map<String, String> sources = new LinkedHashMap<>();

    static Set<String> names() {
        return read().keySet();
    }

    static BadFixture of(String rule) {
        BadFixture fixture = read().get(rule);
        assertThat(fixture).as("a fixture that breaks the rule %s", rule).isNotNull();
        return fixture;
    }

    JavaClasses compile(Path scratch) {
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                scratch.resolve("classes").toString(),
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path")));
        sources.forEach(
                (file, source) -> arguments.add(write(scratch.resolve("sources").resolve(file), source)));
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("the fixture compiles").isZero();
        return new ClassFileImporter().importPath(scratch.resolve("classes"));
    }

    private static String write(Path file, String source) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, source).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, BadFixture> read() {
        Map<String, BadFixture> fixtures = new LinkedHashMap<>();
        try {
            for (String section : Files.readString(ALL).split("(?m)^=== ")) {
                int colon = section.indexOf(": ");
                int end = section.indexOf('\n');
                if (colon > 0 && colon < end) {
                    fixtures.computeIfAbsent(section.substring(0, colon), _ -> new BadFixture())
                            .sources
                            .put(section.substring(colon + 2, end).strip(), section.substring(end + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fixtures;
    }
}
