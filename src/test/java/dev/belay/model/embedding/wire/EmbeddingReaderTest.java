package dev.belay.model.embedding.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Failure;
import dev.belay.model.Configs;
import dev.belay.model.codec.Faults;
import dev.belay.model.codec.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is a list of embeddings, and what is none.
class EmbeddingReaderTest {
    private static final Faults FAULTS = new Faults(new Redaction(Configs.model("http://m/v1")));
    private static final String GOOD = "{\"object\":\"list\",\"model\":\"real\",\"data\":["
            + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[1,0.5]},"
            + "{\"index\":1,\"embedding\":[-2e-1,3]}],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}";

    private static EmbeddingReader.Reading read(String body) {
        return read(body, null);
    }

    private static EmbeddingReader.Reading read(String body, Integer dimensions) {
        Wanted wanted = new Wanted("m", List.of("one", "two"), dimensions);
        return EmbeddingReader.read(body.getBytes(StandardCharsets.UTF_8), wanted, FAULTS);
    }

    @Test
    void aGoodAnswer() {
        var reading = read(GOOD, 2);

        assertThat(reading.failure()).isNull();
        assertThat(reading.vectors()).hasSize(2);
        assertThat(reading.vectors().getFirst().dimensions()).isEqualTo(2);
        assertThat(reading.model()).isEqualTo("real");
        assertThat(reading.tokens()).isEqualTo(7);
    }

    @Test
    void theIndexSaysWhichTextItIs() {
        var reading = read("{\"data\":[{\"index\":1,\"embedding\":[0,1]},{\"index\":0,\"embedding\":[1,0]}]}");

        assertThat(reading.vectors().getFirst().cosine(dev.belay.model.embedding.Vector.of(1, 0)))
                .isEqualTo(1);
        assertThat(reading.tokens()).as("nothing was reported").isNegative();
    }

    @Test
    void anIndexThatIsLeftOutIsThePlace() {
        assertThat(read("{\"data\":[{\"embedding\":[0,1]},{\"index\":1,\"embedding\":[1,0]}]}")
                        .failure())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"data":[{"index":0,"embedding":[1,2]}]}                                      | there are 1 vectors for 2 texts
                    {"data":[]}                                                                   | there are 0 vectors for 2 texts
                    {}                                                                            | there are 0 vectors for 2 texts
                    {"data":[{"embedding":[1]},{"embedding":[1]},{"embedding":[1]}]}              | the index 2 of an embedding is none of the 2 that are open
                    {"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}            | the index 0 of an embedding is none of the 2 that are open
                    {"data":[{"index":-1,"embedding":[1]},{"index":1,"embedding":[1]}]}           | the index -1 of an embedding is none of the 2 that are open
                    {"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1]}]}          | the vectors are not of one length
                    {"data":[{"index":0,"embedding":[0,0.0]},{"index":1,"embedding":[1,1]}]}      | a vector is zero
                    {"data":[{"index":0,"embedding":[]},{"index":1,"embedding":[1,1]}]}           | a vector is zero
                    {"data":[{"index":0,"embedding":[1e999,1]},{"index":1,"embedding":[1,1]}]}    | a vector holds what is no number
                    {"data":[{"index":0,"embedding":[1e39,1]},{"index":1,"embedding":[1,1]}]}     | a vector holds what is no number
                    {"data":[{"index":0,"embedding":[NaN,1]},{"index":1,"embedding":[1,1]}]}      | what came back is not a list of embeddings
                    {"data":[{"index":0,"embedding":[null,1]},{"index":1,"embedding":[1,1]}]}     | an embedding is no list of numbers
                    {"data":[{"index":0,"embedding":[[1],1]},{"index":1,"embedding":[1,1]}]}      | an embedding is no list of numbers
                    {"data":[{"index":0,"embedding":["1",1]},{"index":1,"embedding":[1,1]}]}      | an embedding is no list of numbers
                    {"data":[{"index":0,"embedding":"AACAPw=="},{"index":1,"embedding":[1,1]}]}   | an embedding is no list of numbers
                    {"data":[{"index":0},{"index":1,"embedding":[1,1]}]}                          | an embedding is no list of numbers
                    {"data":[1,2]}                                                                | what came back is not a list of embeddings
                    {"data":{"index":0}}                                                          | what came back is not a list of embeddings
                    [1]                                                                           | what came back is not a list of embeddings
                    <html>ACME</html>                                                             | what came back is not a list of embeddings
                    {"data":[{"index":0,"embedding":[1                                            | what came back is not a list of embeddings
                    {"data":[{"index":99999999999,"embedding":[1]}]}                              | what came back is not a list of embeddings
                    """)
    void anythingElseIsAFailure(String body, String told) {
        var reading = read(body);

        assertThat(reading.failure()).isEqualTo(new Failure.BadAnswer(told, Failure.BadAnswer.Flaw.MALFORMED));
        assertThat(reading.vectors()).isNull();
    }

    @Test
    void twoAnswersAreNone() {
        assertThat(read(GOOD + GOOD).failure().reason()).isEqualTo("bad_answer.malformed");
        String data = "\"data\":[{\"embedding\":[1]},{\"embedding\":[2]}]";
        assertThat(read("{" + data + "," + data + "}").failure().reason()).isEqualTo("bad_answer.malformed");
    }

    @Test
    void anotherLengthThanWasAskedForIsAFailure() {
        assertThat(read(GOOD, 3).failure().detail()).isEqualTo("3 numbers were asked for, and a vector has 2");
    }

    @Test
    void whatWasUsedIsKnownAlsoOfABadAnswer() {
        assertThat(read(GOOD.replace("[1,0.5]", "[0,0]")).tokens()).isEqualTo(7);
        assertThat(read(GOOD.replace(":7", ":-7")).tokens()).isNegative();
        assertThat(read(GOOD.replace(":7", ":99999999999999")).tokens()).isNegative();
    }

    @Test
    void anErrorInsideIsThatError() {
        assertThat(read("{\"error\":{\"message\":\"boom\",\"code\":429}}").failure())
                .isInstanceOf(Failure.RateLimited.class);
        assertThat(read(GOOD.replace("{\"object\":\"list\"", "{\"error\":null,\"object\":\"list\""))
                        .failure())
                .isNull();
    }

    @Test
    void nothingBreaksIt() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);
        Wanted wanted = new Wanted("m", List.of("one", "two"), null);
        for (int run = 0; run < 20_000; run++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            var reading = EmbeddingReader.read(bad, wanted, FAULTS);
            assertThat(reading.failure() == null).isEqualTo(reading.vectors() != null);
        }
        String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(read(deep).failure().reason()).isEqualTo("bad_answer.malformed");
        String wide = "{\"data\":[{\"embedding\":[" + "1,".repeat(20_000) + "1]},{\"embedding\":[1]}]}";
        assertThat(read(wide).failure().detail()).isEqualTo("an embedding is no list of numbers");
    }
}
