package dev.belay.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Request;
import dev.belay.gateway.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BesideTest {

    @Test
    void saysNothingUnlessAsked() {
        assertThat(Beside.NOTHING.patience()).isNull();
        assertThat(Beside.NOTHING.key()).isNull();
    }

    @Test
    void readsADeadline() {
        assertThat(new Beside(null, "2500", null).patience())
                .isEqualTo(new Request.Patience(Duration.ofMillis(2500), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "10s", "1.5", "604800001", "999999999999999999999"})
    void aDeadlineThatIsNoneIsRefusedByName(String header) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> new Beside(null, header, null).patience());
        assertThat(refusal.field()).isEqualTo("Belay-Deadline-Ms");
        assertThat(refusal.getMessage()).startsWith("Belay-Deadline-Ms must be");
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
    }

    @ParameterizedTest
    @CsvSource({"600, 599500", "10, 9500", "2, 1800", "0.5, 450"})
    void theAnswerIsThereBeforeTheClientGivesUp(String seconds, long millis) {
        assertThat(new Beside(null, null, seconds).patience())
                .isEqualTo(new Request.Patience(null, Duration.ofMillis(millis)));
    }

    @Test
    void aClientsTimeoutSaysNothingOfAStream() {
        Beside beside = new Beside("key", null, "10");
        assertThat(beside.streaming().patience()).isNull();
        assertThat(beside.streaming().key()).isEqualTo("key");
        assertThat(new Beside(null, "2500", "1").streaming().patience())
                .as("what the caller asked for itself holds")
                .isEqualTo(new Request.Patience(Duration.ofMillis(2500), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "NaN", "read=5", "99999999"})
    void whatALibrarySaysAndNobodyUnderstandsIsPassedOver(String header) {
        assertThat(new Beside(null, null, header).patience()).isNull();
    }
}
