package dev.belay.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The reference of the configuration is the one that the sources give. `-Dbelay.docs.write` writes it.
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("docs/reference/configuration.md");

    @Test
    void isTheOneThatTheSourcesGive() throws IOException {
        String generated = ConfigurationReference.write(Path.of("src/main/java"));
        if (System.getProperty("belay.docs.write") != null) {
            Files.writeString(PAGE, generated);
        }
        assertThat(PAGE).as("run with -Dbelay.docs.write to renew it").hasContent(generated);
    }

    @Test
    void everyPropertyHasAMeaning() throws IOException {
        List<String> silent = ConfigurationReference.write(Path.of("src/main/java"))
                .lines()
                .filter(line -> line.startsWith("| `") && line.endsWith("|  |"))
                .toList();
        assertThat(silent).isEmpty();
    }
}
