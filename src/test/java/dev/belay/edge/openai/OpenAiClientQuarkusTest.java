package dev.belay.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.edge.scripted.ScriptedProfile;
import dev.belay.support.NodeClients;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

/// The official OpenAI client for Node, unchanged.
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class OpenAiClientQuarkusTest {

    @Test
    void theOfficialClientWorksUnchanged() throws Exception {
        NodeClients.install();
        NodeClients.Result client =
                NodeClients.run("node", "client.mjs", "http://127.0.0.1:" + RestAssured.port + "/v1");
        assertThat(client.status()).as(client.output()).isZero();
        assertThat(client.output().lines()).hasSize(6).allMatch(line -> line.startsWith("ok: "));
    }
}
