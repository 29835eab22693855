package dev.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseChoiceTest {
    @TempDir
    Path folder;

    @Test
    void bringsOneAlongWhenNothingIsConfigured() throws IOException {
        assertThat(new DatabaseChoice(Map.of(), Map.of(), null).embeddedNeeded())
                .isTrue();
        assertThat(new DatabaseChoice(Map.of("QUARKUS_DATASOURCE_JDBC_URL", " "), Map.of(), null).embeddedNeeded())
                .as("an empty variable configures nothing")
                .isTrue();
        assertThat(new DatabaseChoice(Map.of(), Map.of(), yaml("quarkus:\n  http:\n    port: 1\n")).embeddedNeeded())
                .isTrue();
    }

    @Test
    void usesWhatIsConfiguredAnywhere() throws IOException {
        String url = "jdbc:postgresql://db/belay";
        assertThat(new DatabaseChoice(Map.of("QUARKUS_DATASOURCE_JDBC_URL", url), Map.of(), null).embeddedNeeded())
                .isFalse();
        assertThat(new DatabaseChoice(Map.of(), Map.of("quarkus.datasource.jdbc.url", url), null).embeddedNeeded())
                .isFalse();
        assertThat(new DatabaseChoice(
                                Map.of(),
                                Map.of(),
                                yaml("quarkus:\n  datasource:\n    jdbc:\n      url: " + url + "\n"))
                        .embeddedNeeded())
                .isFalse();
        assertThat(new DatabaseChoice(
                                Map.of(),
                                Map.of(),
                                yaml("\"%prod\":\n  quarkus:\n    datasource:\n      jdbc:\n        url: " + url))
                        .embeddedNeeded())
                .isFalse();
    }

    @Test
    void keepsStateWhereTheUserSays() {
        assertThat(new DatabaseChoice(Map.of("BELAY_STATE", "/a"), Map.of(), null).stateFolder())
                .isEqualTo(Path.of("/a"));
        assertThat(new DatabaseChoice(Map.of("XDG_STATE_HOME", "/x"), Map.of(), null).stateFolder())
                .isEqualTo(Path.of("/x/belay"));
        assertThat(new DatabaseChoice(Map.of(), Map.of("user.home", "/home/u"), null).stateFolder())
                .isEqualTo(Path.of("/home/u/.local/state/belay"));
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("belay.yaml"), text);
    }
}
