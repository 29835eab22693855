package dev.belay.model.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.model.Configs;
import dev.belay.model.MemoryJournal;
import dev.belay.model.catalog.ModelSpec;
import java.time.Instant;
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
        return RunMemory.of(journal);
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
    void countsWhatOtherBranchesFound() {
        branch(1, failure("overloaded", null));
        branch(2, failure("rate_limited", 2_000L));
        branch(3, failure("silent", null));

        assertThat(memory().tries(model, 3)).isEqualTo(1);
        assertThat(memory().shut(model).reason()).isEqualTo("silent");
        assertThat(memory().callsInAttempt(model)).as("of this branch").isZero();
        assertThat(memory().leftAlone(model, Instant.EPOCH.plusMillis(500))).hasMillis(1_500);
        assertThat(memory().leftAlone(model, Instant.EPOCH.plusMillis(2_000))).isNull();
    }

    @Test
    void knowsWhenOneIsToBeLeftAloneForLonger() {
        branch(1, failure("rate_limited", 2_000L));
        RunMemory before = memory();
        assertThat(memory().leftAloneLongerThan(before, model, Instant.EPOCH)).isNull();

        branch(2, failure("rate_limited", 5_000L));
        assertThat(memory().leftAloneLongerThan(before, model, Instant.EPOCH)).hasSeconds(5);
    }

    private void branch(int number, Entry.Fact fact) {
        journal.append(new Entry.InBranch(number, fact));
    }

    private static Entry.ModelFailed failure(String reason, Long leftAlone) {
        return new Entry.ModelFailed("adk", "m", reason, "", 5, Usage.NONE, leftAlone);
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
