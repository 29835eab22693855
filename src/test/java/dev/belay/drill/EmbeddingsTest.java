package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.embed.Bag;
import dev.belay.drill.log.Seen;
import dev.belay.drill.log.SeenPages;
import dev.belay.platform.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsTest {
    private final StandIn provider = StandIn.start(StandInOptions.onAnyPort());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        provider.close();
        http.close();
    }

    private HttpResponse<String> ask(String model, String... texts) throws IOException, InterruptedException {
        ObjectNode body = Json.object().put("model", model).put("encoding_format", "float");
        List.of(texts).forEach(body.putArray("input")::add);
        return post(body);
    }

    private HttpResponse<String> post(ObjectNode body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(provider.baseUrl() + "/embeddings"))
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static double cosine(String one, String other) {
        double[] a = Bag.of(one, 256);
        double[] b = Bag.of(other, 256);
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
        }
        return product;
    }

    @Test
    void paraphrasesAreNearAndOtherTextsAreNot() {
        assertThat(cosine("The shop ships quickly", "Fast delivery by the store"))
                .isGreaterThan(0.99);
        assertThat(cosine("The shop ships quickly", "The shop ships slowly")).isBetween(0.5, 0.8);
        assertThat(cosine("The shop ships quickly", "Paris is in France")).isLessThan(0.3);
        assertThat(cosine("to be", "to be")).isGreaterThan(0.99);
    }

    @Test
    void aListInItsOrderWithItsUsageInTheBooks() throws Exception {
        JsonNode answer = Json.tree(ask("any", "one text", "another").body());

        assertThat(answer.at("/data")).hasSize(2);
        assertThat(answer.at("/data/1/index").asInt()).isOne();
        assertThat(answer.at("/data/0/embedding")).hasSize(256);
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(2 + 2);
        assertThat(Json.tree(ask("any", "one text", "another").body()))
                .as("the same each time")
                .isEqualTo(answer);
        Seen seen = provider.log().getFirst();
        assertThat(seen.asked().path()).isEqualTo("/v1/embeddings");
        assertThat(seen.played().complete()).isTrue();
        assertThat(SeenPages.ledger(provider.log()).at("/total/prompt_tokens").asInt())
                .isEqualTo(8);
        assertThat(SeenPages.ledger(provider.log())
                        .at("/total/completion_tokens")
                        .asInt())
                .isZero();
    }

    @Test
    void asManyNumbersAsAreAskedFor() throws Exception {
        ObjectNode body = Json.object().put("model", "any").put("input", "one").put("dimensions", 8);
        assertThat(Json.tree(post(body).body()).at("/data/0/embedding")).hasSize(8);
        assertThat(post(body.put("dimensions", 0)).statusCode()).isEqualTo(400);
        assertThat(post(Json.object().put("model", "any")).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "standin-w04, 503",
        "standin-w20, 401",
        "standin-w01, 429",
        "standin-ok, 200",
        "standin-e01, 200",
        "standin-e99, 404",
        "standin-w08, 404",
        "standin-nonsense@@, 404"
    })
    void modelsAreNamedAfterWhatTheyDo(String model, int status) throws Exception {
        assertThat(ask(model, "one", "two").statusCode()).isEqualTo(status);
    }

    @Test
    void faultsPass() throws Exception {
        assertThat(ask("standin-w01", "one").statusCode()).isEqualTo(429);
        assertThat(ask("standin-w01", "one").statusCode()).isEqualTo(200);
        assertThat(Json.tree(ask("standin-e03@x1", "one").body())
                        .at("/data/0/embedding")
                        .valueStream())
                .allMatch(number -> number.asDouble() == 0);
        assertThat(Json.tree(ask("standin-e03@x1", "one").body())
                        .at("/data/0/embedding")
                        .valueStream())
                .anyMatch(number -> number.asDouble() != 0);
    }

    @Test
    void whatIsSpoiltIsSpoiltAsNamed() throws Exception {
        assertThat(Json.tree(ask("standin-e01", "one", "two").body()).at("/data"))
                .hasSize(1);
        assertThat(ask("standin-e02", "one", "two").body()).contains("[NaN,");
        assertThat(Json.tree(ask("standin-e04", "one", "two").body()).at("/data/0/embedding"))
                .hasSize(255);
        assertThat(Json.tree(ask("standin-e05", "one", "two").body())
                        .at("/data/1/index")
                        .asInt())
                .isZero();
        assertThat(Json.tree(ask("standin-e06", "one", "two").body())
                        .at("/data/0/embedding")
                        .isTextual())
                .isTrue();
        assertThat(ask("standin-e07", "one", "two").body()).contains("[1e999,");
        assertThat(Json.tree(ask("standin-e08", "one", "two").body())
                        .at("/data/0/index")
                        .asInt())
                .isOne();
    }
}
