package dev.belay.edge.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A few quick faults, scored by the packaged program against the packaged server.
class DrillRunIT {
    private static final Path JAR = Path.of(System.getProperty("belay.jar", "target/quarkus-app/quarkus-run.jar"));
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    Path scratch;

    @Test
    void ourOwnServerPassesASampleAndNothingIsLeft() throws Exception {
        Process process = new ProcessBuilder(
                        JAVA.toString(),
                        "-Djava.io.tmpdir=" + scratch,
                        "-jar",
                        JAR.toString(),
                        "drill",
                        "run",
                        "--only",
                        "W03,W08,W13,W19,W20,W22,W24,T05,T12",
                        "--json")
                .redirectError(scratch.resolve("err").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);

        String progress = Files.readString(scratch.resolve("err"));
        assertThat(ended).as(progress).isTrue();
        JsonNode card = Json.tree(out);
        assertThat(card.path("faults")).as(progress).hasSize(9).allSatisfy(fault -> assertThat(
                        fault.path("verdict").asText())
                .as(fault.toString())
                .isEqualTo("pass"));
        assertThat(process.exitValue()).isZero();
        try (var left = Files.list(scratch)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("belay-drill-"));
        }
    }
}
