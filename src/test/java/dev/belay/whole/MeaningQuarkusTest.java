package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static dev.belay.whole.ProviderResource.embeddings;
import static dev.belay.whole.ProviderResource.provider;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.log.Seen;
import dev.belay.drill.log.SeenPages;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Votes whose texts are compared by meaning, with the calls that the provider saw.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class MeaningQuarkusTest {
    /// Two say the same in other words, one something else.
    private static final String PARAPHRASED = "How fast is it?";
    /// All speak of the same, and name other figures.
    private static final String CONTRADICTED = "How long does it take?";
    /// All say the same in nearly the same words.
    private static final String AGREED = "Where is it?";

    /// As configured: a dollar for a million tokens in, two for a million out.
    private static final BigDecimal IN = new BigDecimal("0.000001");

    private static final BigDecimal OUT = new BigDecimal("0.000002");

    @TestHTTPResource("/")
    URI server;

    private Http http;

    @BeforeEach
    void open() {
        http = new Http(server).as(Canaries.ADMIN_KEY);
        embeddings.plays("standin-ok");
        provider.reset();
    }

    private JsonNode vote(String question) throws Exception {
        return http.chat(ask("meaning", question)).expect(200).json();
    }

    private static List<Seen> embedded() {
        return provider.log().stream()
                .filter(seen -> seen.asked().path().equals("/v1/embeddings"))
                .toList();
    }

    private static List<Integer> groups(JsonNode answer) {
        return answer.at("/belay/vote/votes")
                .valueStream()
                .map(vote -> vote.path("group").asInt())
                .toList();
    }

    private JsonNode get(String path) throws Exception {
        return http.get(path).expect(200).json();
    }

    @Test
    void paraphrasesAreOneAnswer() throws Exception {
        JsonNode answer = vote(PARAPHRASED);

        assertThat(groups(answer)).containsExactly(1, 1, 2);
        assertThat(answer.at("/choices/0/message/content").asText())
                .isIn("The shop ships quickly.", "Fast delivery by the store.");
        assertThat(answer.at("/belay/vote/measure").asText()).isEqualTo("meaning");
        assertThat(answer.at("/belay/vote/agreement").asDouble()).isEqualTo(2.0 / 3);
        assertThat(embedded()).singleElement().satisfies(seen -> {
            assertThat(seen.asked().body()).contains("\"input\":[").contains("\"encoding_format\":\"float\"");
        });
        String run = answer.at("/belay/run").asText();
        JsonNode told = get("/api/v1/runs/" + run + "/explain");
        assertThat(told.toString())
                .contains("embedding put 3 texts into vectors")
                .contains("one and two agree against three (2 of 3 say the same); texts were compared by meaning");
    }

    @Test
    void whatIsInTheBooksIsWhatTheProviderCounts() throws Exception {
        ObjectNode request = ask("meaning", PARAPHRASED);
        request.putObject("belay").put("budget_usd", new BigDecimal("1"));

        JsonNode answer = http.chat(request).expect(200).json();

        assertThat(answer.at("/belay/vote/measure").asText()).isEqualTo("meaning");
        JsonNode total = SeenPages.ledger(provider.log()).path("total");
        BigDecimal billed = IN.multiply(total.path("prompt_tokens").decimalValue())
                .add(OUT.multiply(total.path("completion_tokens").decimalValue()));
        assertThat(embedded().getFirst().played().inputTokens()).isPositive();
        JsonNode run = get("/api/v1/runs/" + answer.at("/belay/run").asText());
        assertThat(run.at("/usage/input_tokens").asLong())
                .as(run.toString())
                .isEqualTo(total.path("prompt_tokens").asLong());
        assertThat(run.at("/usage/output_tokens").asLong())
                .isEqualTo(total.path("completion_tokens").asLong());
        assertThat(run.at("/usage/cost_usd").decimalValue()).isEqualByComparingTo(billed);
        JsonNode budget = get("/api/v1/runs/" + answer.at("/belay/run").asText() + "/explain")
                .at("/budgets/0");
        assertThat(budget.path("spent").decimalValue()).isEqualByComparingTo(billed);
        assertThat(budget.path("reserved").decimalValue()).isEqualByComparingTo("0");
    }

    @Test
    void whatContradictsIsNotJoinedAndNotEvenAskedAbout() throws Exception {
        JsonNode answer = vote(CONTRADICTED);

        assertThat(groups(answer)).containsExactly(1, 2, 3);
        assertThat(answer.at("/belay/vote/measure").asText()).isEqualTo("tokens");
        assertThat(answer.at("/belay/vote/measure_reason").asText())
                .isEqualTo("nothing was left to compare by meaning");
        assertThat(embedded()).isEmpty();
    }

    @Test
    void nobodyIsAskedWhereTokensAgree() throws Exception {
        assertThat(groups(vote(AGREED))).containsExactly(1, 1, 1);
        assertThat(embedded()).isEmpty();
    }

    /// A wrong answer is not asked for again; what may pass is, as often as a model is tried.
    @ParameterizedTest
    @CsvSource({
        "standin-w04, overloaded, 3",
        "standin-w20, unauthorized, 1",
        "standin-e99, invalid_request, 1",
        "standin-e01, bad_answer.malformed, 1",
        "standin-e02, bad_answer.malformed, 1",
        "standin-e03, bad_answer.malformed, 1",
        "standin-ok@l2000, silent, 1"
    })
    void withoutVectorsTokensDecideAndItIsSaid(String model, String reason, int calls) throws Exception {
        embeddings.plays(model);

        JsonNode answer = vote(PARAPHRASED);

        assertThat(groups(answer)).containsExactly(1, 2, 3);
        assertThat(answer.at("/belay/vote/measure").asText()).isEqualTo("tokens");
        assertThat(answer.at("/belay/vote/measure_reason").asText())
                .isEqualTo("the embedding model was no help (" + reason + ")");
        assertThat(embedded()).hasSize(calls);
        String run = answer.at("/belay/run").asText();
        assertThat(get("/api/v1/runs/" + run + "/explain").toString())
                .contains("texts were compared by tokens: the embedding model was no help (" + reason + ")");
    }

    @Test
    void whereTheBudgetIsUsedUpTokensDecide() throws Exception {
        ObjectNode request = ask("meaning", PARAPHRASED);
        request.putObject("belay").putObject("budget").put("model_calls", 3);

        JsonNode answer = http.chat(request).expect(200).json();

        assertThat(groups(answer)).containsExactly(1, 2, 3);
        assertThat(answer.at("/belay/vote/measure_reason").asText())
                .startsWith("the embedding model was no help (over_budget: ")
                .contains("0 model calls of 3 model calls left in the budget of the request");
        assertThat(provider.log()).hasSize(3);
        assertThat(embedded()).isEmpty();
    }

    @Test
    void itIsCounted() throws Exception {
        vote(PARAPHRASED);

        assertThat(http.get("/q/metrics").expect(200).body())
                .contains("gen_ai_operation_name=\"embeddings\"")
                .containsPattern("belay_votes_total\\{measure=\"meaning\",result=\"chosen\",subject=\"answer\"");
    }
}
