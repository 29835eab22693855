package dev.belay.model.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.model.Configs;
import dev.belay.model.MemoryJournal;
import dev.belay.model.catalog.ModelSpec;
import org.junit.jupiter.api.Test;

class RunMemoryTest {
    private final MemoryJournal journal = new MemoryJournal();
    private final ModelSpec model = Configs.model("http://m/v1");

    private void failed(String reason) {
        journal.append(new Entry.ModelFailed("native", "m", reason, "", 5, Usage.NONE));
    }

    private void answered() {
        journal.append(new Entry.Decision(
                "native",
                new Entry.ModelStamp("m", "x"),
                new Message.Assistant("hi"),
                FinishReason.STOP,
                Usage.NONE,
                5));
    }

    private RunMemory memory() {
        return RunMemory.of(journal.entries());
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(memory().shut(model)).isNull();
        assertThat(memory().tries(model, 3)).isEqualTo(3);
        assertThat(memory().callsInAttempt(model)).isZero();
    }

    @Test
    void remembersSilentFullAndLockedModels() {
        failed("silent");
        assertThat(memory().shut(model).reason()).isEqualTo("silent");
        failed("unauthorized");
        assertThat(memory().shut(model).reason()).isEqualTo("unauthorized");
        failed("context_too_long");
        assertThat(memory().full()).containsExactly("m");
    }

    @Test
    void givesFewerTriesUntilTheModelAnswers() {
        failed("overloaded");
        assertThat(memory().tries(model, 3)).isEqualTo(2);
        failed("rate_limited");
        failed("connection_lost");
        failed("overloaded");
        assertThat(memory().tries(model, 3)).isEqualTo(1);
        answered();
        assertThat(memory().tries(model, 3)).isEqualTo(3);
    }

    @Test
    void countsCallsOfTheAttemptThatIsUnderWay() {
        failed("overloaded");
        journal.append(new Entry.AttemptStarted("adk", 2, 0));
        failed("overloaded");
        answered();
        failed("breaker_open");
        failed("saturated");

        assertThat(memory().callsInAttempt(model)).isEqualTo(2);
    }
}
