package dev.belay.edge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.intake.Beside;
import dev.belay.run.follow.Happening;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRequestTest {

    @Test
    void readsTheNativeShape() {
        RunRequest run = read("{\"input\":\"hi\",\"tools\":[\"read_file\"],\"policy\":\"belay\",\"deadline_ms\":100,"
                + "\"tier_order\":[\"rules\"],\"session\":\"s\",\"strategy\":\"sequential\",\"wait\":true}");
        assertThat(run.request().conversation().messages()).containsExactly(new Message.User("hi"));
        assertThat(run.request().way().strategy()).isEqualTo("sequential");
        assertThat(run.request().terms().deadline()).isEqualTo(Duration.ofMillis(100));
        assertThat(run.waiting(null).waits()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | messages",
                "{'input':'x','messages':[{'role':'user','content':'x'}]} | input",
                "{'input':'x','policy':'a','model':'b'} | model",
                "{'input':'x','budget':1} | budget",
                "{'input':'x','tools':'read_file'} | tools",
                "{'input':'x','wait':'yes'} | wait",
                "{'input':'x','session':''} | session",
                "{'input':7} | input"
            })
    void namesTheFieldAtFault(String body, String field) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(body.replace('\'', '"')));
        assertThat(refusal.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "- | false | -",
                "respond-async | false | -",
                "wait | true | -",
                "respond-async, wait=10 | true | 10",
                "wait=5; x=y | true | 5",
                "waiting | false | -"
            })
    void understandsPrefer(String prefer, boolean waits, Long seconds) {
        assertThat(read("{\"input\":\"x\"}").waiting(prefer))
                .isEqualTo(new RunRequest.Waiting(
                        waits, Optional.ofNullable(seconds).map(Duration::ofSeconds)));
    }

    @Test
    void whatNobodyWaitsForIsJournaled() {
        assertThat(read("{\"input\":\"x\"}").inBackground().request().terms().durability())
                .isEqualTo(Request.Durability.JOURNAL);
        RunRequest none = read("{\"input\":\"x\",\"durability\":\"none\"}");
        assertThat(catchThrowableOfType(Refusal.class, none::inBackground).field())
                .isEqualTo("durability");
    }

    @Test
    void anEventIsFramedExactly() {
        Happening happening = new Happening(3, Instant.EPOCH, "tier_fell", "{\"a\":1,\n\"b\":2}");
        assertThat(EventFrames.frame(happening))
                .isEqualTo("id: 3\nevent: tier_fell\ndata: {\"a\":1,\ndata: \"b\":2}\n\n");
    }

    private static RunRequest read(String body) {
        return RunRequest.read(body.getBytes(StandardCharsets.UTF_8), Beside.NOTHING);
    }
}
