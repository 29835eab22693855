package dev.belay.strategy.voting.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static Fields.Outcome vote(String... objects) {
        return new Fields(2, Measure.ofTokens(0.8), true)
                .vote(Stream.of(objects).map(Json::tree).toList());
    }

    private static String agreed(String... objects) {
        return ((Fields.Outcome.Agreed) vote(objects)).object().toString();
    }

    @Test
    void eachFieldIsVotedOnByItself() {
        assertThat(agreed("{\"a\":1,\"b\":\"x\"}", "{\"a\":1.0,\"b\":\"y\"}", "{\"a\":2,\"b\":\"Y\"}"))
                .isEqualTo("{\"a\":1,\"b\":\"y\"}");
    }

    @Test
    void fieldsOfFieldsToo() {
        assertThat(agreed("{\"a\":{\"b\":1,\"c\":2}}", "{\"a\":{\"b\":1,\"c\":3}}", "{\"a\":{\"b\":9,\"c\":3}}"))
                .isEqualTo("{\"a\":{\"b\":1,\"c\":3}}");
    }

    @Test
    void leavingAFieldOutIsAVote() {
        assertThat(agreed("{\"a\":1}", "{\"a\":1}", "{\"a\":1,\"b\":2}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void aFieldOnWhichTooFewAgreeIsNamed() {
        assertThat(vote("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2}}", "{\"a\":{\"b\":3}}"))
                .isEqualTo(new Fields.Outcome.Split("a.b"));
        assertThat(vote("{\"a\":1}", "{\"a\":1}", "{\"a\":2}", "{\"a\":2}")).isEqualTo(new Fields.Outcome.Split("a"));
    }

    @Test
    void onlyObjectsHaveFields() {
        assertThat(Fields.object("```\n{\"a\":1}\n```")).isPresent();
        assertThat(Fields.object("[1]")).isEmpty();
        assertThat(Fields.object("{a")).isEmpty();
    }
}
