package dev.belay.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFilesTest {
    private static final Path FOLDER = Path.of("src/main/docker");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void runAsTheUserThatTheManifestsName(String file) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(file));
        assertThat(lines).contains("USER 10001:10001", "CMD [\"serve\"]");
        assertThat(Files.readString(Path.of("k8s/base/deployment.yaml"))).contains("runAsUser: 10001");
    }

    @Test
    void theProductionImageHasNoEmbeddedDatabase() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("Dockerfile.jvm"))).contains("-Dbelay.embedded=false");
    }

    @Test
    void theCacheIsMadeByTheJvmThatUsesItWithTheSameOptions() throws IOException {
        String file = Files.readString(FOLDER.resolve("Dockerfile.jvm"));
        assertThat(file)
                .contains("/opt/belay/jre/bin/java @/opt/belay/jvm.options -XX:AOTCacheOutput=/opt/belay/app/belay.aot")
                .contains(
                        "\"/opt/belay/jre/bin/java\", \"@/opt/belay/jvm.options\", \"-XX:AOTCache=/opt/belay/app/belay.aot\"")
                .contains("--output /opt/belay/jre", "COPY --from=train --chown=0:0 /opt/belay /opt/belay");
    }

    @Test
    void onlyWhatIsNamedGoesIntoABuild() throws IOException {
        assertThat(Files.readAllLines(Path.of(".dockerignore"))).contains("*").noneMatch(line -> line.contains(".env"));
    }
}
