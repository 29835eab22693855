package dev.belay.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belay.edge.scripted.ScriptedProfile;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The official OpenAI client for Node, unchanged. Skipped, saying so, where there is no Node or the client cannot be
/// had.
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class OpenAiClientQuarkusTest {
    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path WORK = Path.of("target/openai-client");

    @Test
    void theOfficialClientWorksUnchanged() throws Exception {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "client.mjs")) {
            Files.copy(SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(WORK.resolve("node_modules/openai"))) {
            Result install = run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund");
            assumeTrue(install.status == 0, "skipped, because npm cannot install the OpenAI client: " + install.output);
        }
        Result client = run("node", "client.mjs", "http://127.0.0.1:" + RestAssured.port + "/v1");
        assertThat(client.status).as(client.output).isZero();
        assertThat(client.output.lines()).hasSize(6).allMatch(line -> line.startsWith("ok: "));
    }

    private static Result run(String... command) throws InterruptedException {
        try {
            Path output = Files.createTempFile("openai-client", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(WORK.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, "no end within 120 s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            assumeTrue(false, "skipped, because there is no " + command[0] + ": " + e.getMessage());
            throw new IllegalStateException("unreachable", e);
        }
    }

    private record Result(int status, String output) {}
}
