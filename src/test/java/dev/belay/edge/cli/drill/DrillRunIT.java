package dev.belay.edge.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A few quick faults, scored by the packaged program against the packaged server, with each strategy that goes its own
/// way through them.
class DrillRunIT {
    private static final Path JAR = Path.of(System.getProperty("belay.jar", "target/quarkus-app/quarkus-run.jar"));
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    /// A point that a tenth of a second decides, while other tests share this machine: it is printed.
    private static final String MEASURED = "cancelled-at-once";

    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sequential | W03,W08,W13,W19,W20,W22,W24,T05,T12,C01
                    race       | W08,C01
                    voting     | T05
                    """)
    void ourOwnServerPassesASampleAndNothingIsLeft(String strategy, String faults) throws Exception {
        Process process = new ProcessBuilder(
                        JAVA.toString(),
                        "-Djava.io.tmpdir=" + scratch,
                        "-jar",
                        JAR.toString(),
                        "drill",
                        "run",
                        "--strategy",
                        strategy,
                        "--only",
                        faults,
                        "--json")
                .redirectError(scratch.resolve("err").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);

        String progress = Files.readString(scratch.resolve("err"));
        assertThat(ended).as(progress).isTrue();
        JsonNode card = Json.tree(out);
        assertThat(card.path("faults").findValuesAsText("id"))
                .as(progress)
                .containsExactlyInAnyOrder(faults.split(","));
        assertThat(missed(card, strategy)).isEmpty();
        assertThat(process.exitValue()).isZero();
        try (var left = Files.list(scratch)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("belay-drill-"));
        }
    }

    /// Points that were missed, and faults that were not played.
    private static List<String> missed(JsonNode card, String strategy) {
        List<String> missed = new ArrayList<>();
        System.out.printf(
                "drill with %s in %d ms: %s%n", strategy, card.path("took_ms").asLong(), card.path("totals"));
        for (JsonNode fault : card.path("faults")) {
            if (fault.path("points").isEmpty()) {
                missed.add(fault.toString());
            }
            for (JsonNode point : fault.path("points")) {
                String told = fault.path("id").asText() + " " + point;
                if (point.path("name").asText().endsWith(MEASURED)) {
                    System.out.println(told);
                } else if (!point.path("ok").asBoolean()) {
                    missed.add(told);
                }
            }
        }
        return missed;
    }
}
