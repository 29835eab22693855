package dev.belay.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A resource that nobody names is not in a native image, and is missed when it is first read.
class NativeResourcesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path NAMED =
            RESOURCES.resolve("META-INF/native-image/dev.belay/belay-cli/resource-config.json");

    /// Quarkus sees to these itself: its own configuration, services, and the migrations of Flyway.
    private static final List<String> OF_QUARKUS = List.of("application.yaml", "META-INF/", "db/migration/");

    @Test
    void ourOwnAreNamed() throws IOException {
        List<String> patterns = patterns(Files.readString(NAMED));
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> RESOURCES.relativize(file).toString())
                            .filter(name -> OF_QUARKUS.stream().noneMatch(name::startsWith)))
                    .isNotEmpty()
                    .allMatch(name -> patterns.stream().anyMatch(name::matches));
        }
    }

    @Test
    void theSchemaValidatorNamesItsMetaSchemas() throws IOException {
        String config = "/META-INF/native-image/com.networknt/json-schema-validator/resource-config.json";
        try (InputStream in = NativeResourcesTest.class.getResourceAsStream(config)) {
            assertThat(patterns(new String(in.readAllBytes(), StandardCharsets.UTF_8)))
                    .anyMatch("draft/2020-12/schema"::matches)
                    .anyMatch("draft/2020-12/meta/core"::matches);
        }
    }

    private static List<String> patterns(String config) {
        JsonNode includes = Json.tree(config).at("/resources/includes");
        return Stream.iterate(0, i -> i < includes.size(), i -> i + 1)
                .map(i -> includes.get(i).path("pattern").asText())
                .toList();
    }
}
