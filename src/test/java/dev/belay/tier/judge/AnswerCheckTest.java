package dev.belay.tier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Expected;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
    private static AnswerCheck schema(String schema) {
        return check(new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "s", schema, true));
    }

    private static AnswerCheck check(ResponseFormat format, Expected... expected) {
        return new AnswerCheck(new Request.Conversation(List.of(), Sampling.DEFAULT, format, List.of(expected)));
    }

    @Test
    void holdsAnAnswerAgainstWhatIsExpected() {
        Expected expected = new Expected("^\\{", null, 12, null, null);
        AnswerCheck check = check(new ResponseFormat(ResponseFormat.Kind.JSON_OBJECT, null, null, false), expected);
        assertThat(check.flaw("{\"a\": 1}")).isNull();
        assertThat(check.flaw("[]").kind()).as("its form comes first").isEqualTo(BadAnswer.Flaw.MALFORMED);
        Flaw flaw = check.flaw("{\"a\": 12345678}");
        assertThat(flaw.kind()).isEqualTo(BadAnswer.Flaw.UNEXPECTED);
        assertThat(flaw.hopeless()).isFalse();
        assertThat(flaw.failure().reason()).isEqualTo("bad_answer.unexpected");
    }

    @Test
    void takesWordsAsTheyAre() {
        AnswerCheck words = check(ResponseFormat.TEXT);
        assertThat(words.flaw("{not json")).isNull();
        assertThat(words.flaw(" \n").kind()).isEqualTo(BadAnswer.Flaw.EMPTY);
    }

    @Test
    void wantsAnObjectWhereOneIsAskedFor() {
        AnswerCheck object = check(new ResponseFormat(ResponseFormat.Kind.JSON_OBJECT, null, null, false));
        assertThat(object.flaw(" {\"a\": 1} ")).isNull();
        assertThat(object.flaw("[1]").kind()).isEqualTo(BadAnswer.Flaw.MALFORMED);
        assertThat(object.flaw("```json\n{}\n```").kind()).isEqualTo(BadAnswer.Flaw.MALFORMED);
    }

    @Test
    void holdsAnAnswerAgainstItsSchema() {
        AnswerCheck check =
                schema("{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\"}}}");
        assertThat(check.flaw("{\"n\": 1}")).isNull();
        assertThat(check.flaw("{\"n\": \"1\"}").kind()).isEqualTo(BadAnswer.Flaw.SCHEMA);
        assertThat(check.flaw("{}").told()).contains("'n'");
        assertThat(check.flaw("{\"n\": 1} and more").kind()).isEqualTo(BadAnswer.Flaw.MALFORMED);
    }

    @Test
    void fetchesNothingThatASchemaRefersTo() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/s.json";
            Flaw flaw = schema("{\"$ref\":\"" + address + "\"}").flaw("{}");
            assertThat(flaw.kind()).isEqualTo(BadAnswer.Flaw.SCHEMA);
            assertThat(flaw.hopeless()).isTrue();
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void knowsTheStandardItself() {
        String schema = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\"}";
        assertThat(schema(schema).flaw("{}")).isNull();
        assertThat(schema("{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}")
                        .flaw("{}"))
                .isNull();
    }

    @Test
    void readsNoFileThatASchemaRefersTo() {
        assertThat(schema("{\"$ref\":\"file:///etc/hostname\"}").flaw("{}").hopeless())
                .isTrue();
        assertThat(schema("{\"$ref\":\"classpath:application.yaml\"}")
                        .flaw("{}")
                        .hopeless())
                .isTrue();
    }
}
